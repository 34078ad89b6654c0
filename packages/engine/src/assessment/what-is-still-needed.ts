import type { AssessmentInput, FactId, Influence, Knowledge, StillNeeded } from '@dosis/domain'
import { type Decision, takenOf } from '../compiled/decision.ts'
import { factAt, type Patient, type Taken } from '../compiled/patient.ts'
import { type Trial, trialOf, tryAnswers } from '../compiled/try-answer.ts'
import { inOrder } from './cited.ts'
import { type Concluded, conclude } from './conclude.ts'
import type { Ready } from './ready-knowledge.ts'
import { representativeAnswers } from './representative-answers.ts'
import { withRow } from './rows.ts'

const none: readonly never[] = []

/** Which unknown facts could change a decision, most decisive first, safety before the rest. */
export function whatIsStillNeeded(input: AssessmentInput, knowledge: Knowledge): StillNeeded[] {
  return stillNeededAfter(conclude(input, knowledge))
}

/** What a decision could come to when a rule holds that waits for a fact. */
interface OpenOutcome {
  /** The place of the decision in `asking`. */
  readonly place: number
  readonly outcome: string
}

/** By a decision's place in `asking`: outcomes that it could come to, each once. Emptied and used again for every fact. */
type Outcomes = (string[] | undefined)[]

/**
 * Tries the possible answers to every fact that a rule waits for, and keeps the facts that change a decision. A fact that
 * changes nothing alone is kept as well when a rule that waits for it would change the decision together with others.
 */
export function stillNeededAfter({ ready, patient }: Concluded): StillNeeded[] {
  const trial = trialOf(patient, ready.tried, ready.reaches)
  const outcomes: Outcomes = ready.asking.map(() => undefined)
  const needed: StillNeeded[] = []
  for (const [fact, open] of openRulesByFact(ready.asking, patient)) {
    for (const { place, outcome } of open) add(outcome, place, outcomes)
    addOutcomesOfAnswers(outcomes, fact, trial, ready)
    const influences = takeInfluences(outcomes, ready.asking, patient)
    if (influences.length > 0) needed.push({ fact, safety: influences.some(isAboutSafety), influences })
  }
  return needed.length < 2 ? needed : needed.sort(mostDecisiveFirst)
}

/** For every fact that a rule waits for: what decisions come to when the rule holds. */
function openRulesByFact(asking: readonly Decision[], patient: Patient): ReadonlyMap<FactId, readonly OpenOutcome[]> {
  const byFact = new Map<FactId, OpenOutcome[]>()
  for (let place = 0; place < asking.length; place++) {
    for (const { outcome, missing } of (asking[place] as Decision).open(patient)) {
      const open = { place, outcome }
      for (const fact of missing) {
        const others = byFact.get(fact)
        if (others === undefined) byFact.set(fact, [open])
        else others.push(open)
      }
    }
  }
  return byFact
}

function add(outcome: string, place: number, outcomes: Outcomes): void {
  const known = outcomes[place]
  if (known === undefined) outcomes[place] = [outcome]
  else if (!known.includes(outcome)) known.push(outcome)
}

/** Adds what answers to the question lead to. */
function addOutcomesOfAnswers(outcomes: Outcomes, fact: FactId, trial: Trial, ready: Ready): void {
  const slot = ready.slots.find(fact)
  if (slot === undefined) return
  const answers = representativeAnswers(fact, slot, factAt(trial.patient, slot), ready)
  tryAnswers(trial, slot, answers, ({ index }, taken) => {
    const place = ready.placesInAsking[index]
    if (place !== undefined) add(inWords(taken), place, outcomes)
  })
}

/** The outcomes of a decision in one word. */
function inWords({ outcomes }: Taken): string {
  return outcomes.length === 1 ? (outcomes[0] as string) : inOrder(outcomes).join(' + ')
}

/** The decisions that could come out otherwise, in the order in which the answer lists them; empties the outcomes. */
function takeInfluences(outcomes: Outcomes, asking: readonly Decision[], patient: Patient): readonly Influence[] {
  let influences: Influence[] | null = null
  for (let place = 0; place < outcomes.length; place++) {
    const found = outcomes[place]
    if (found === undefined) continue
    const decision = asking[place] as Decision
    const now = inWords(takenOf(decision, patient))
    const could = inOrder(without(now, found))
    if (could.length > 0) influences = withRow(influences, { decision: decision.id, now, could })
    outcomes[place] = undefined
  }
  return influences ?? none
}

function without(now: string, outcomes: readonly string[]): readonly string[] {
  if (outcomes.length > 1) return outcomes.filter((outcome) => outcome !== now)
  return outcomes[0] === now ? none : [outcomes[0] as string]
}

/** Referral, a hold, and what must not be done come before anything else. */
function isAboutSafety({ decision, now, could }: Influence): boolean {
  if (decision === 'referral' || decision === 'vertebral-fracture-stage') return true
  const comesTo = (outcome: string): boolean => now === outcome || could.includes(outcome)
  if (decision === 'stop') return comesTo('hold_until_gp')
  return decision.startsWith('exercise-') && (comesTo('not_allowed') || comesTo('conflict'))
}

function mostDecisiveFirst(left: StillNeeded, right: StillNeeded): number {
  if (left.safety !== right.safety) return left.safety ? -1 : 1
  const more = right.influences.length - left.influences.length
  return more !== 0 ? more : left.fact < right.fact ? -1 : 1
}
