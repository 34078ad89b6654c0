import type { Story } from '../story.ts'
import { none } from '../story.ts'
import { allAgreed, firstCare, managesAlone } from './agreed.ts'

const boneHealth = {
  'bone-health-plays-a-role': true,
  'low-back-pain-plays-a-role': false,
  'dxa-done': true,
  'vfa-done': true,
  'fracture-risk-score': none,
  'glucocorticoid-systemic': false,
  'unsure-about-high-impact-loading': false,
  route: 'gp-referral',
} as const

const twiceAWeek = { value: 2, reason: 'Past in de week van de patiënt' }
const strengthDoses = {
  progressive_resistance: { sessionsPerWeek: twiceAWeek, sets: { value: 2, reason: 'Samen gekozen, rustig begin' } },
}

/** Wants strength and impact training; assessed yesterday, the plan waits. */
export const planToConfirm: Story = {
  patientId: 'proef-druif',
  name: 'Diny Proef-Druif',
  sex: 'female',
  born: { yearsAgo: 63, month: 4 },
  cameDaysAgo: 3,
  tell: async (teller) => {
    await teller.conditions('osteoporosis', 'knee-osteoarthritis')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      ...allAgreed,
      ...boneHealth,
      'knows-suitable-exercises': false,
      'needs-advice-at-start': true,
      'only-indication': true,
      't-score': -2.6,
      'fracture-risk-score': 5,
      fractures: none,
    })
    await teller.requests('hoge impact', 'kracht')
    teller.onDay(2)
    await teller.measure({ nprs: 3, psg: 6 })
    await teller.assess()
  },
}

/** Strength and impact training for four weeks after a broken wrist. */
export const strengthAndImpact: Story = {
  patientId: 'proef-framboos',
  name: 'Fenna Proef-Framboos',
  sex: 'female',
  born: { yearsAgo: 66, month: 5 },
  cameDaysAgo: 32,
  tell: async (teller) => {
    await teller.conditions('osteoporosis', 'wrist-fracture')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      ...allAgreed,
      ...boneHealth,
      'knows-suitable-exercises': false,
      'needs-advice-at-start': true,
      'only-indication': false,
      't-score': -2.8,
      fractures: [
        {
          site: 'wrist',
          weeksAgo: 50,
          lowTrauma: true,
          stable: true,
          symptomatic: false,
          imaging: true,
          operated: false,
          consolidation: 'confirmed',
        },
      ],
    })
    await teller.requests('hoge impact', 'kracht')
    await teller.measure({ sppb: 10, psg: 6 })
    await teller.assess()
    await teller.confirmPlan({
      startsOn: teller.nextMonday(),
      forms: ['high_impact', 'progressive_resistance'],
      goals: ['De trap op met boodschappen'],
      doses: {
        ...strengthDoses,
        high_impact: { sessionsPerWeek: twiceAWeek },
      },
    })
    await teller.train({ weeks: 5, adherence: 0.85, effortBorg: [12, 14], pain: [1, 1], acceptsLevelsFor: 0 })
  },
}

/** In week five of strength training there is a new, severe back pain: something is wrong. */
export const redFlag: Story = {
  patientId: 'proef-granaatappel',
  name: 'Gerrit Proef-Granaatappel',
  sex: 'male',
  born: { yearsAgo: 70, month: 6 },
  cameDaysAgo: 37,
  tell: async (teller) => {
    await teller.conditions('osteoporosis', 'vertebral-fracture')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      ...allAgreed,
      ...boneHealth,
      'self-management-sufficient': false,
      'can-exercise-safely-alone': false,
      'complaints-hinder-movement': true,
      'only-indication': false,
      't-score': -3.1,
      fractures: [
        {
          site: 'vertebra',
          weeksAgo: 34,
          lowTrauma: true,
          stable: true,
          symptomatic: true,
          imaging: true,
          operated: false,
        },
      ],
    })
    await teller.requests('kracht')
    await teller.assess()
    await teller.confirmPlan({
      startsOn: teller.nextMonday(),
      forms: ['progressive_resistance'],
      goals: ['Weer zelf in de tuin werken'],
      doses: strengthDoses,
    })
    await teller.train({ weeks: 5, adherence: 0.9, effortBorg: [12, 13], pain: [3, 4], acceptsLevelsFor: 0 })
    teller.onDay(37)
    await teller.facts({
      screening: 'niet-pluis',
      'screening-reason': 'Plots hevige nieuwe rugpijn; vermoeden van een nieuwe wervelbreuk.',
    })
    await teller.assess()
  },
}

/** Six weeks of strength training after a broken hip; afraid to fall; the first evaluation is due. */
export const evaluationDue: Story = {
  patientId: 'proef-honingmeloen',
  name: 'Hilda Proef-Honingmeloen',
  sex: 'female',
  born: { yearsAgo: 74, month: 7 },
  cameDaysAgo: 51,
  tell: async (teller) => {
    await teller.conditions('osteoporosis', 'hip-fracture')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      ...allAgreed,
      ...boneHealth,
      'self-management-sufficient': false,
      'can-exercise-safely-alone': false,
      'fear-of-movement': true,
      'fall-risk-raised': true,
      'only-indication': false,
      't-score': -2.5,
      fractures: [
        { site: 'hip', weeksAgo: 43, lowTrauma: true, stable: true, symptomatic: true, imaging: true, operated: true },
      ],
    })
    await teller.requests('kracht')
    await teller.measure({ nprs: 6, sppb: 7, bbs: 34, 'fes-i-16': 24 })
    await teller.assess()
    await teller.confirmPlan({
      startsOn: teller.nextMonday(),
      forms: ['progressive_resistance'],
      goals: ['Zelf naar de markt lopen'],
      doses: strengthDoses,
    })
    await teller.train({ weeks: 7, adherence: 0.8, effortBorg: [12, 13], pain: [5, 3], acceptsLevelsFor: 0 })
  },
}
