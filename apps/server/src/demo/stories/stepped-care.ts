import type { Story } from '../story.ts'
import { allAgreed, firstCare, managesAlone } from './agreed.ts'

/** Lungs and knees both limit moving: this asks for more than one professional. */
export const twoSystemsLimit: Story = {
  patientId: 'proef-nectarine',
  name: 'Nico Proef-Nectarine',
  sex: 'male',
  born: { yearsAgo: 67, month: 11 },
  cameDaysAgo: 9,
  tell: async (teller) => {
    await teller.conditions('copd', 'knee-osteoarthritis')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      'bone-health-plays-a-role': false,
      'low-back-pain-plays-a-role': false,
      'complaints-hinder-movement': true,
      'comorbidity-complex': true,
      'organ-systems-limiting': ['lungs', 'musculoskeletal'],
      route: 'gp-referral',
    })
    await teller.requests('welk zorgniveau?')
    teller.onDay(1)
    await teller.assess()
  },
}

/** Heart, lungs and spine together, judged multiple complex by the clinician. */
export const multipleComplex: Story = {
  patientId: 'proef-olijf',
  name: 'Olga Proef-Olijf',
  sex: 'female',
  born: { yearsAgo: 69, month: 12 },
  cameDaysAgo: 12,
  tell: async (teller) => {
    await teller.conditions('hfref', 'copd', 'hypertension', 'osteoporosis', 'vertebral-fracture')
    await teller.facts({
      ...managesAlone,
      ...firstCare,
      ...allAgreed,
      'self-management-sufficient': false,
      'can-exercise-safely-alone': false,
      'complaints-hinder-movement': true,
      'comorbidity-complex': true,
      'fracture-risk-and-consolidation-weighed': false,
      'short-term': false,
      'multiple-complex-problem': true,
      'organ-systems-limiting': ['heart', 'lungs', 'musculoskeletal'],
      'first-line-care-received': true,
      'first-line-care-not-recovered': ['adl'],
      'first-line-care-signs': [],
      'only-indication': false,
      'bone-health-plays-a-role': true,
      'low-back-pain-plays-a-role': false,
      't-score': -3,
      'dxa-done': true,
      'vfa-done': true,
      'glucocorticoid-systemic': true,
      'glucocorticoid-months': 8,
      fractures: [
        {
          site: 'vertebra',
          weeksAgo: 26,
          lowTrauma: true,
          stable: true,
          symptomatic: true,
          imaging: true,
          operated: false,
        },
      ],
      'lvef-percent': 32,
      'nyha-class': 3,
      'heart-failure-stable': true,
      'low-risk-according-to-cardiologist': false,
      'unstable-vitals': false,
      'limited-mobility': false,
      'severe-primary-lung-kidney-liver': true,
      'beta-blocker': true,
      'medical-clearance': true,
      route: 'specialist-referral',
    })
    await teller.requests('welk zorgniveau?', 'rugoefeningen', 'intervaltraining')
    teller.onDay(2)
    await teller.assess()
  },
}
