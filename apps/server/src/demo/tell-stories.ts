import type { DemoOptions } from './load-demo-practice.ts'
export async function tellStories(_options: DemoOptions, _firstStart: Date): Promise<void> {}
