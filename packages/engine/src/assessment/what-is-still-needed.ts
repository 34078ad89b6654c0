import type { AssessmentInput, FactId, Influence, Knowledge, StillNeeded } from '@dosis/domain'
import { factAt } from '../compiled/patient.ts'
import { tryAnswer } from '../compiled/try-answer.ts'
import { inOrder } from './cited.ts'
import { type Concluded, conclude } from './conclude.ts'
import { representativeAnswers } from './representative-answers.ts'
import { type DecisionTaken, outcomeInWords } from './taken-decision.ts'

/** Decisions whose outcome is only shown beside another decision: no reason to ask. */
const besideAnother: ReadonlySet<string> = new Set(['risk-groups', 'population-statements'])

/** Which unknown facts could change a decision, most decisive first, safety before the rest. */
export function whatIsStillNeeded(input: AssessmentInput, knowledge: Knowledge): StillNeeded[] {
  return stillNeededAfter(conclude(input, knowledge))
}

/**
 * Tries the possible answers to every fact that a rule waits for, and keeps the facts that change a decision. A fact that
 * changes nothing alone is kept as well when a rule that waits for it would change the decision together with others.
 */
export function stillNeededAfter(concluded: Concluded): StillNeeded[] {
  const decisions = concluded.decisions.filter(({ decision }) => !besideAnother.has(decision))
  const missing = inOrder(decisions.flatMap(({ open }) => open.flatMap((one) => one.missing)))
  return missing
    .map((fact): StillNeeded => {
      const influences = influencesOf(fact, decisions, outcomesByAnswers(fact, concluded))
      return { fact, safety: influences.some(isAboutSafety), influences }
    })
    .filter(({ influences }) => influences.length > 0)
    .sort(mostDecisiveFirst)
}

type OutcomesByDecision = ReadonlyMap<string, ReadonlySet<string>>

/** The other outcomes that answers to the question lead to. */
function outcomesByAnswers(fact: FactId, { ready, patient }: Concluded): OutcomesByDecision {
  const outcomes = new Map<string, Set<string>>()
  const slot = ready.slots.find(fact)
  if (slot === undefined) return outcomes
  for (const answer of representativeAnswers(fact, slot, factAt(patient, slot), ready)) {
    tryAnswer(patient, slot, answer, ready.tried, ready.reaches, ({ id }, taken) => {
      const known = outcomes.get(id)
      if (known === undefined) outcomes.set(id, new Set([outcomeInWords(taken)]))
      else known.add(outcomeInWords(taken))
    })
  }
  return outcomes
}

function influencesOf(fact: FactId, decisions: readonly DecisionTaken[], outcomes: OutcomesByDecision): Influence[] {
  return decisions.flatMap(({ decision, outcome: now, open }) => {
    const opened = open.filter(({ missing }) => missing.includes(fact)).map(({ outcome }) => outcome)
    const could = inOrder([...(outcomes.get(decision) ?? []), ...opened]).filter((outcome) => outcome !== now)
    return could.length === 0 ? [] : [{ decision, now, could }]
  })
}

/** Referral, a hold, and what must not be done come before anything else. */
function isAboutSafety({ decision, now, could }: Influence): boolean {
  if (decision === 'referral' || decision === 'vertebral-fracture-stage') return true
  const outcomes = [now, ...could]
  if (decision === 'stop') return outcomes.includes('hold_until_gp')
  return decision.startsWith('exercise-') && (outcomes.includes('not_allowed') || outcomes.includes('conflict'))
}

function mostDecisiveFirst(left: StillNeeded, right: StillNeeded): number {
  if (left.safety !== right.safety) return left.safety ? -1 : 1
  const more = right.influences.length - left.influences.length
  return more !== 0 ? more : left.fact < right.fact ? -1 : 1
}
