import type { Story, Teller } from '../story.ts'
import { backPain, firstCare, managesAlone } from './agreed.ts'

const runWalk = { forms: ['run_walk_programme'], weekdays: [1, 3, 5], goals: ['Een half uur wandelen zonder rugpijn'] }

async function comeWithBackPain(teller: Teller, weeks: number): Promise<void> {
  await teller.conditions('chronic-low-back-pain')
  await teller.facts({
    ...managesAlone,
    ...firstCare,
    ...backPain,
    'complaints-hinder-movement': true,
    'low-back-pain-weeks': weeks,
    'bone-health-plays-a-role': false,
    route: 'direct-access',
  })
  await teller.requests('Weer bewegen zonder rugpijn')
}

/** Came in today; half of the questions are asked. */
export const newWithBackPain: Story = {
  patientId: 'proef-appel',
  name: 'Anna Proef-Appel',
  sex: 'female',
  born: { yearsAgo: 38, month: 1 },
  cameDaysAgo: 0,
  tell: async (teller) => {
    await teller.facts({
      'condition-chronic-low-back-pain': true,
      'condition-hypertension': false,
      'low-back-pain-plays-a-role': true,
      'low-back-pain-weeks': 30,
      'low-back-pain-most-days': true,
    })
  },
}

/** Runs and walks for five weeks; the next level waits for the therapist. */
export const readyForNextLevel: Story = {
  patientId: 'proef-bes',
  name: 'Bram Proef-Bes',
  sex: 'male',
  born: { yearsAgo: 41, month: 2 },
  cameDaysAgo: 39,
  tell: async (teller) => {
    await comeWithBackPain(teller, 26)
    await teller.measure({ odi: 18, 'vas-pain-mean': 55 })
    await teller.assess()
    await teller.confirmPlan({ ...runWalk, startsOn: teller.nextMonday() })
    await teller.train({ weeks: 6, adherence: 1, effortBorg: [11, 13], pain: [4, 2], acceptsLevelsFor: 3 })
  },
}

/** Ran and walked for thirteen weeks, was evaluated twice, and goes on alone. */
export const finishedCourse: Story = {
  patientId: 'proef-citroen',
  name: 'Corrie Proef-Citroen',
  sex: 'female',
  born: { yearsAgo: 44, month: 3 },
  cameDaysAgo: 120,
  tell: async (teller) => {
    await comeWithBackPain(teller, 52)
    await teller.measure({ odi: 22, 'vas-pain-mean': 62 })
    await teller.assess()
    await teller.confirmPlan({ ...runWalk, startsOn: teller.nextMonday() })
    await teller.train({ weeks: 12, adherence: 0.95, effortBorg: [11, 14], pain: [5, 1], acceptsLevelsFor: 12 })
    teller.onDay(50)
    await teller.measure({ odi: 14, 'vas-pain-mean': 38 })
    await teller.evaluate('continue', 'Gaat goed, zelfde opbouw.', false)
    teller.onDay(95)
    await teller.measure({ odi: 6, 'vas-pain-mean': 15 })
    await teller.evaluate('close', 'Hulpvraag bereikt; gaat zelf verder met hardlopen.', true)
  },
}
