/** How long work reports and how it is stopped. */
export interface LongWork {
  /** Called with the share that is done, 0 to 1. */
  readonly onProgress?: (fraction: number) => void
  /** Stops the work: it then throws the signal's reason. */
  readonly signal?: AbortSignal
}

/** Longest time in milliseconds that a piece of work keeps the thread. */
const sliceMilliseconds = 20

/**
 * Does steps one after the other and lets other tasks in between, so that a page stays alive and can stop the work.
 * @returns the results in order
 * @throws the reason of the signal when it is aborted
 */
export async function inSteps<Result>(
  count: number,
  step: (index: number) => Result,
  { onProgress, signal }: LongWork = {},
): Promise<Result[]> {
  const results: Result[] = []
  let sliceEndsAt = performance.now() + sliceMilliseconds
  signal?.throwIfAborted()
  for (let index = 0; index < count; index++) {
    results.push(step(index))
    if (performance.now() < sliceEndsAt) continue
    onProgress?.((index + 1) / count)
    await pause()
    signal?.throwIfAborted()
    sliceEndsAt = performance.now() + sliceMilliseconds
  }
  onProgress?.(1)
  return results
}

/** Work in steps that leave a result behind: done at once, or as long work. */
export interface SteppedWork<Result> {
  readonly steps: number
  readonly step: (index: number) => void
  readonly result: () => Result
}

/** All steps, one after the other, without a break. */
export function doAtOnce<Result>({ steps, step, result }: SteppedWork<Result>): Result {
  for (let index = 0; index < steps; index++) step(index)
  return result()
}

/**
 * All steps as long work.
 * @throws the reason of the signal when it is aborted
 */
export async function doInSteps<Result>({ steps, step, result }: SteppedWork<Result>, work: LongWork): Promise<Result> {
  await inSteps(steps, step, work)
  return result()
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
