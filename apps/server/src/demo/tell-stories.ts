import type { PatientDetails } from '@dosis/api'
import { addDays, type IsoDate } from '@dosis/domain'
import type { ProfessionalCaller } from '../auth/caller.ts'
import { type Installation, todayOf } from '../installation.ts'
import { createPatient } from '../intake/service.ts'
import type { PatientKey } from '../patient/history.ts'
import { changeTeam } from '../relation/care-team.ts'
import { demoAccounts, demoPractice } from './accounts.ts'
import { stories } from './stories/index.ts'
import type { Story } from './story.ts'
import { StoryClock } from './story-clock.ts'
import { StoryTeller } from './teller.ts'

/** Tells every story as seen from the first start, through the use cases that the screens call. */
export async function tellStories(installation: Installation, firstStart: Date): Promise<void> {
  const firstDay = todayOf({ ...installation, store: { ...installation.store, now: () => firstStart } })
  for (const story of stories) {
    const clock = new StoryClock(firstStart)
    const inStory: Installation = { ...installation, store: { ...installation.store, now: clock.now } }
    await tellStory(inStory, clock, story, firstDay)
  }
}

async function tellStory(
  installation: Installation,
  clock: StoryClock,
  story: Story,
  firstDay: IsoDate,
): Promise<void> {
  const { patientId, cameDaysAgo } = story
  const therapist = demoTherapist()
  const key = { practiceId: demoPractice.practiceId, patientId }
  const teller = new StoryTeller({ installation, clock, therapist, key, cameOn: addDays(firstDay, -cameDaysAgo) })
  teller.onDay(0)
  await createPatient(installation, therapist, { patientId, details: detailsOf(story, firstDay) })
  if (patientId !== treatedAlone) await addColleagues(installation, therapist, key)
  await story.tell(teller)
}

/** The one patient of the demo whom a colleague opens with a reason. */
const treatedAlone = 'proef-framboos'

async function addColleagues(
  installation: Installation,
  therapist: ProfessionalCaller,
  key: PatientKey,
): Promise<void> {
  for (const { role, accountId } of demoAccounts) {
    if (role !== 'physician' && role !== 'assistant') continue
    const changeId = `${key.patientId}-${accountId}`
    await changeTeam(installation.store, therapist, key, { changeId, accountId, change: 'join' })
  }
}

function detailsOf({ name, sex, born }: Story, firstDay: IsoDate): PatientDetails {
  const month = String(born.month).padStart(2, '0')
  const birthdayThisYear = `${firstDay.slice(0, 4)}-${month}-${month}`
  const year = Number(firstDay.slice(0, 4)) - born.yearsAgo - (birthdayThisYear > firstDay ? 1 : 0)
  return { name, sex, birthDate: `${year}-${month}-${month}` }
}

/** Who enters and treats the demo's patients. */
export function demoTherapist(): ProfessionalCaller {
  const account = demoAccounts.find(({ role }) => role === 'therapist')
  if (account === undefined) throw new RangeError('demoTherapist: needs the account of a therapist, got none')
  const { accountId, login, displayName, role } = account
  return {
    kind: 'professional',
    practiceId: demoPractice.practiceId,
    account: { accountId, login, displayName, role, practiceName: demoPractice.name },
  }
}
