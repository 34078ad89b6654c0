import { createSound } from './sound.ts'

/** One sound system for the page: browsers open it only from a touch, which comes before the player does. */
export const sessionSound = createSound()
