import type { AssessmentInput, FactId, Influence, Knowledge, StillNeeded } from '@dosis/domain'
import { factOf, withAnswer } from '../criteria/context.ts'
import { type Concluded, conclude, type DecisionTaken, outcomesOf } from './conclude.ts'
import { sampleAnswers } from './sample-answers.ts'

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
export function stillNeededAfter({ decisions: all, context }: Concluded): StillNeeded[] {
  const decisions = all.filter(({ decision }) => !besideAnother.has(decision))
  const missing = [...new Set(decisions.flatMap(({ open }) => open.flatMap((one) => one.missing)))].sort()
  return missing
    .map((fact): StillNeeded => {
      const answers = sampleAnswers(fact, factOf(context, fact), context.knowledge)
      const influences = influencesOf(
        fact,
        decisions,
        answers.map((answer) => outcomesOf(withAnswer(context, fact, answer))),
      )
      return { fact, safety: influences.some(isAboutSafety), influences }
    })
    .filter(({ influences }) => influences.length > 0)
    .sort(mostDecisiveFirst)
}

function influencesOf(
  fact: FactId,
  decisions: readonly DecisionTaken[],
  tried: readonly ReturnType<typeof outcomesOf>[],
): Influence[] {
  const outcomes = new Map<string, Set<string>>()
  for (const answer of tried) for (const { decision, outcome } of answer) add(outcomes, decision, outcome)
  return decisions.flatMap(({ decision, outcome: now, open }) => {
    const could = new Set(outcomes.get(decision))
    for (const one of open) if (one.missing.includes(fact)) could.add(one.outcome)
    could.delete(now)
    return could.size === 0 ? [] : [{ decision, now, could: [...could].sort() }]
  })
}

function add(outcomes: Map<string, Set<string>>, decision: string, outcome: string): void {
  const known = outcomes.get(decision)
  if (known === undefined) outcomes.set(decision, new Set([outcome]))
  else known.add(outcome)
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
