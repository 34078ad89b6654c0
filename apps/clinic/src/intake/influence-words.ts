import type { Influence, Knowledge } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 'terms' | 't' | 'pick'>
type Vocabulary = Readonly<Record<string, string>>

/** The name of a decision as the reader knows it: a form of exercise, a recommendation, a table of the knowledge. */
export function decisionWords(decision: string, knowledge: Knowledge, { pick, t }: Speech): string {
  const form = knowledge.forms[decision.replace(/^exercise-/, '')]
  if (form !== undefined) return pick(form.names)
  const bare = decision.replace(/^recommendation-/, '')
  const recommendation = Object.values(knowledge.recommendations).find(({ id }) => id.toLowerCase() === bare)
  if (recommendation !== undefined) return pick(recommendation.names)
  const named = (t.decision as Vocabulary)[decision]
  if (named !== undefined) return named
  const table = knowledge.decisions[decision]
  return table === undefined ? decision : pick(table.names)
}

/** The words in which a decision answers; the same code may mean something else in another decision. */
function vocabularyOf(decision: string, { terms }: Speech): Vocabulary {
  if (decision.startsWith('exercise-')) return terms.verdict
  if (decision.startsWith('recommendation-')) return terms.recommendationVerdict
  const vocabularies: Readonly<Record<string, Vocabulary>> = {
    referral: terms.referralAction,
    triage: terms.careLevel,
    'therapy-indication': terms.therapyIndication,
    stop: terms.stopVerdict,
    'osteo-guideline': terms.osteoGuideline,
    'vertebral-fracture-stage': terms.fractureStage,
    'hfref-evidence': terms.evidencePopulation,
    'runwalk-evidence': terms.evidencePopulation,
    'cardiac-strength-advice': terms.cardiacStrengthAdvice,
  }
  return vocabularies[decision] ?? {}
}

/** Abbreviations keep their capitals inside a sentence. */
const inSentence = (words: string) => (/^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1))
const asStart = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** An outcome of a decision in words; one that only the knowledge names is named by its row. */
export function outcomeWords(decision: string, outcome: string, knowledge: Knowledge, speech: Speech): string {
  const parts = outcome === '' ? ['none'] : outcome.split(' + ')
  return parts.map((part) => oneOutcome(decision, part, knowledge, speech)).join(' + ')
}

function oneOutcome(decision: string, outcome: string, knowledge: Knowledge, speech: Speech): string {
  const word = vocabularyOf(decision, speech)[outcome] ?? (speech.t.outcome as Vocabulary)[outcome]
  if (word !== undefined) return word
  const row = knowledge.decisions[decision]?.rows.find((each) => each.outcome === outcome)
  return row === undefined ? outcome.replaceAll('_', ' ') : speech.pick(row.names)
}

/** What a therapist acts on first: referral, level, stopping, forms of exercise; to whom research applies comes last. */
const telling = [/^referral$/, /^triage$/, /^stop$/, /^exercise-/, /^recommendation-/, /^therapy-indication$/]

/** The same influences, the most telling first. */
export function mostTellingFirst(influences: readonly Influence[]): readonly Influence[] {
  const rank = ({ decision }: Influence) => {
    const place = telling.findIndex((pattern) => pattern.test(decision))
    return place === -1 ? telling.length : place
  }
  return influences.toSorted((left, right) => rank(left) - rank(right))
}

/** How an answer would change a decision: "Hoge impact: nu eerst weten, kan worden kan, mits of niet doen". */
export function influenceWords({ decision, now, could }: Influence, knowledge: Knowledge, speech: Speech): string {
  const word = (outcome: string) => inSentence(outcomeWords(decision, outcome, knowledge, speech))
  const others = could.filter((outcome) => outcome !== now).map(word)
  const name = asStart(decisionWords(decision, knowledge, speech))
  return speech.t.intake.influence(name, word(now), [...new Set(others)])
}
