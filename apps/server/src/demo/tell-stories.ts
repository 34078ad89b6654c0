import { type Installation, todayOf } from '../installation.ts'
import { stories } from './stories/index.ts'
import { StoryClock, tellStory } from './teller.ts'

/** Tells every story as seen from the first start, through the use cases that the screens call. */
export async function tellStories(installation: Installation, firstStart: Date): Promise<void> {
  const firstDay = todayOf({ ...installation, store: { ...installation.store, now: () => firstStart } })
  for (const story of stories) {
    const clock = new StoryClock(firstStart)
    const inStory: Installation = { ...installation, store: { ...installation.store, now: clock.now } }
    await tellStory(inStory, clock, story, firstDay)
  }
}
