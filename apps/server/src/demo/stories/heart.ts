import type { Story } from '../story.ts'
import { firstCare, managesAlone } from './agreed.ts'

const stableHeart = {
  'bone-health-plays-a-role': false,
  'low-back-pain-plays-a-role': false,
  'lvef-percent': 35,
  'nyha-class': 2,
  'heart-failure-stable': true,
  'low-risk-according-to-cardiologist': true,
  'unstable-vitals': false,
  'limited-mobility': false,
  'severe-primary-lung-kidney-liver': false,
  'beta-blocker': true,
  'pi-max-percent': 85,
  'medical-clearance': true,
  'organ-systems-limiting': ['heart'],
  route: 'specialist-referral',
} as const

const chosenTogether = 'Samen gekozen met de patiënt'
const enduranceDoses = {
  aerobic_continuous: {
    sessionsPerWeek: { value: 3, reason: chosenTogether },
    minutesPerSession: { value: 20, reason: chosenTogether },
  },
  strength_hf: {
    sets: { value: 2, reason: chosenTogether },
    repetitions: { value: 10, reason: chosenTogether },
    secondsDown: { value: 4, reason: chosenTogether },
    secondsUp: { value: 4, reason: chosenTogether },
  },
} as const

/** Heart failure on a beta-blocker: cycles and trains strength for three weeks. */
export const heartFailure: Story = {
  patientId: 'proef-kers',
  name: 'Karel Proef-Kers',
  sex: 'male',
  born: { yearsAgo: 61, month: 8 },
  cameDaysAgo: 25,
  tell: async (teller) => {
    await teller.conditions('hfref', 'atrial-fibrillation')
    await teller.facts({ ...managesAlone, ...firstCare, ...stableHeart })
    await teller.requests('kracht', 'uithoudingsvermogen')
    await teller.measure({ 'six-minute-walk-test': 420, mlhfq: 38 })
    await teller.assess()
    await teller.confirmPlan({
      startsOn: teller.nextMonday(),
      forms: ['aerobic_continuous', 'strength_hf'],
      goals: ['Met de kleinkinderen naar het bos'],
      doses: enduranceDoses,
      steps: { aerobic_continuous: { amounts: { minutesPerSession: 5 } } },
    })
    await teller.train({ weeks: 4, adherence: 0.9, effortBorg: [12, 13], pain: null, acceptsLevelsFor: 0 })
  },
}

/** Wants strength training A and B; nobody has said yet that the heart allows it. */
export const waitsForClearance: Story = {
  patientId: 'proef-limoen',
  name: 'Lies Proef-Limoen',
  sex: 'female',
  born: { yearsAgo: 58, month: 9 },
  cameDaysAgo: 6,
  tell: async (teller) => {
    await teller.conditions('microvascular-angina', 'coronary-spasm', 'hypertension')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      'bone-health-plays-a-role': false,
      'low-back-pain-plays-a-role': false,
      'beta-blocker': true,
      'medical-clearance': false,
      route: 'self',
    })
    await teller.requests('krachttraining', 'plank en muurzit')
    teller.onDay(1)
    await teller.assess()
  },
}

/** Reported pressure on the chest during training yesterday: everything waits. */
export const reportedChestPain: Story = {
  patientId: 'proef-mandarijn',
  name: 'Mo Proef-Mandarijn',
  sex: 'male',
  born: { yearsAgo: 67, month: 10 },
  cameDaysAgo: 24,
  tell: async (teller) => {
    await teller.conditions('hfref', 'coronary-artery-disease')
    await teller.facts({ ...managesAlone, ...firstCare, ...stableHeart, 'lvef-percent': 38 })
    await teller.requests('uithoudingsvermogen')
    await teller.assess()
    await teller.confirmPlan({
      startsOn: teller.nextMonday(),
      forms: ['aerobic_continuous'],
      goals: ['Weer fietsen naar de volkstuin'],
      doses: { aerobic_continuous: enduranceDoses.aerobic_continuous },
    })
    await teller.train({ weeks: 3, adherence: 0.9, effortBorg: [12, 14], pain: null, acceptsLevelsFor: 0 })
    teller.onDay(23)
    await teller.report({
      symptoms: ['chest-pain'],
      severity: 'severe',
      description: 'Druk op de borst bij het fietsen. Ging na tien minuten zitten weg.',
    })
  },
}
