import type { Influence, Knowledge } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 'terms' | 't' | 'pick'>

/** The name of a decision as the reader knows it: a form of exercise, a recommendation, a table of the knowledge. */
export function decisionWords(decision: string, knowledge: Knowledge, { pick, t }: Speech): string {
  const form = knowledge.forms[decision.replace(/^exercise[-/]/, '')]
  if (form !== undefined) return pick(form.names)
  const bare = decision.replace(/^recommendation[-/]/, '')
  const recommendation = Object.values(knowledge.recommendations).find(
    ({ id }) => id.toLowerCase() === bare.toLowerCase(),
  )
  if (recommendation !== undefined) return pick(recommendation.names)
  const table = knowledge.decisions[decision]
  if (table !== undefined) return pick(table.names)
  return (t.decision as Readonly<Record<string, string>>)[decision] ?? decision
}

/** An outcome of a decision in words; an outcome that only the knowledge names is named by its row. */
export function outcomeWords(decision: string, outcome: string, knowledge: Knowledge, speech: Speech): string {
  const parts = outcome === '' ? ['none'] : outcome.split(' + ')
  return parts.map((part) => oneOutcome(decision, part, knowledge, speech)).join(' + ')
}

function oneOutcome(decision: string, outcome: string, knowledge: Knowledge, { pick, terms, t }: Speech): string {
  const isForm = decision.startsWith('exercise')
  const vocabularies: readonly Readonly<Record<string, string>>[] = isForm
    ? [terms.verdict, t.outcome]
    : decision.startsWith('recommendation')
      ? [terms.recommendationVerdict, t.outcome]
      : [
          t.outcome,
          terms.referralAction,
          terms.careLevel,
          terms.therapyIndication,
          terms.stopVerdict,
          terms.osteoGuideline,
          terms.fractureStage,
          terms.evidencePopulation,
          terms.cardiacStrengthAdvice,
        ]
  for (const vocabulary of vocabularies) {
    const word = vocabulary[outcome]
    if (word !== undefined) return word
  }
  const row = knowledge.decisions[decision]?.rows.find((each) => each.outcome === outcome)
  return row === undefined ? outcome.replaceAll('_', ' ') : pick(row.names)
}

/** How an answer would change a decision: "High impact: nu eerst weten, kan worden: kan, mits of niet doen". */
export function influenceWords({ decision, now, could }: Influence, knowledge: Knowledge, speech: Speech): string {
  const word = (outcome: string) => outcomeWords(decision, outcome, knowledge, speech)
  const others = could.filter((outcome) => outcome !== now).map(word)
  return speech.t.intake.influence(decisionWords(decision, knowledge, speech), word(now), [...new Set(others)])
}
