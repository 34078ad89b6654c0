import type { AssessmentInput, FactId, Influence, Knowledge, StillNeeded } from '@dosis/domain'
import { type OpenRule, takenOf } from '../compiled/decision.ts'
import { factAt, type Taken } from '../compiled/patient.ts'
import { type Trial, trialOf, tryAnswer } from '../compiled/try-answer.ts'
import { inOrder } from './cited.ts'
import { type Concluded, conclude } from './conclude.ts'
import type { Ready } from './ready-knowledge.ts'
import { representativeAnswers } from './representative-answers.ts'

/** Which unknown facts could change a decision, most decisive first, safety before the rest. */
export function whatIsStillNeeded(input: AssessmentInput, knowledge: Knowledge): StillNeeded[] {
  return stillNeededAfter(conclude(input, knowledge))
}

/** One decision as it came out, with what it could become when open rules are judged. */
interface DecisionNow {
  readonly decision: string
  readonly now: string
  readonly open: readonly OpenRule[]
}

/**
 * Tries the possible answers to every fact that a rule waits for, and keeps the facts that change a decision. A fact that
 * changes nothing alone is kept as well when a rule that waits for it would change the decision together with others.
 */
export function stillNeededAfter({ ready, patient }: Concluded): StillNeeded[] {
  const decisions = ready.asking.map((decision): DecisionNow => {
    return { decision: decision.id, now: inWords(takenOf(decision, patient)), open: decision.open(patient) }
  })
  const missing = inOrder(decisions.flatMap(({ open }) => open.flatMap((one) => one.missing)))
  const trial = trialOf(patient, ready.tried, ready.reaches)
  return missing
    .map((fact): StillNeeded => {
      const influences = influencesOf(fact, decisions, outcomesByAnswers(fact, trial, ready))
      return { fact, safety: influences.some(isAboutSafety), influences }
    })
    .filter(({ influences }) => influences.length > 0)
    .sort(mostDecisiveFirst)
}

/** The outcomes of a decision in one word. */
function inWords({ outcomes }: Taken): string {
  return outcomes.length === 1 ? (outcomes[0] as string) : inOrder(outcomes).join(' + ')
}

type OutcomesByDecision = ReadonlyMap<string, ReadonlySet<string>>

/** The other outcomes that answers to the question lead to. */
function outcomesByAnswers(fact: FactId, trial: Trial, ready: Ready): OutcomesByDecision {
  const outcomes = new Map<string, Set<string>>()
  const slot = ready.slots.find(fact)
  if (slot === undefined) return outcomes
  for (const answer of representativeAnswers(fact, slot, factAt(trial.patient, slot), ready)) {
    tryAnswer(trial, slot, answer, ({ id }, taken) => {
      const known = outcomes.get(id)
      if (known === undefined) outcomes.set(id, new Set([inWords(taken)]))
      else known.add(inWords(taken))
    })
  }
  return outcomes
}

function influencesOf(fact: FactId, decisions: readonly DecisionNow[], outcomes: OutcomesByDecision): Influence[] {
  return decisions.flatMap(({ decision, now, open }) => {
    const tried = outcomes.get(decision)
    if (tried === undefined && open.length === 0) return []
    const opened = open.filter(({ missing }) => missing.includes(fact))
    const all = [...(tried ?? []), ...opened.map(({ outcome }) => outcome)]
    const could = inOrder(all.filter((outcome) => outcome !== now))
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
