import { appendEvents } from '../db/index.ts'
import { eventById } from '../db/record/events.ts'
import { type Installation, todayOf } from '../installation.ts'
import { demoPractice } from './accounts.ts'
import { stories } from './stories/index.ts'
import { StoryClock, tellStory } from './teller.ts'

const toldEvent = 'demo:stories-told'

/** Tells every story once, as seen from the first start; a telling that was cut off is told again, to the same effect. */
export async function tellStories(installation: Installation, firstStart: Date): Promise<void> {
  const { store } = installation
  const { practiceId } = demoPractice
  if ((await eventById(store.db, practiceId, toldEvent)) !== undefined) return
  const clock = new StoryClock(firstStart)
  const inStory: Installation = { ...installation, store: { ...store, now: clock.now } }
  const firstDay = todayOf({ ...inStory, store: { ...store, now: () => firstStart } })
  for (const story of stories) await tellStory(inStory, clock, story, firstDay)
  await store.write((transaction) =>
    appendEvents(transaction, store.now(), [
      {
        practiceId,
        eventId: toldEvent,
        patientId: null,
        kind: 'demo.told',
        body: { stories: stories.length },
        occurredAt: firstStart.toISOString(),
        recordedBy: 'demo',
      },
    ]),
  )
}
