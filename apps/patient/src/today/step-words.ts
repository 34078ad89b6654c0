import type { PatientToday } from '@dosis/api'
import type { Observation, ProgressStep } from '@dosis/domain'
import type { PatientTexts } from '@dosis/text/patient'

/** From this step of the Borg scale on its own word is "hard" (zwaar). */
const hardBorg = 15

/**
 * What the programme proposes, in one line; only what the server has concluded, never more.
 * @returns null where there is nothing to say: no session yet, no levels, or a stop that has its own screen
 */
export function stepWords(
  today: PatientToday,
  texts: PatientTexts,
  formatNumber: (value: number) => string,
): string | null {
  const step = stepToTell(today)
  if (step === undefined || today.logs.length === 0) return null
  const cause = causeOf(step)
  const level = step.to ?? step.from
  if (level === null) return numberWords(step, cause, texts)
  const levelWords = formatNumber(level)
  switch (step.action) {
    case 'advance':
      return texts.step.advance(levelWords)
    case 'regress':
      return cause === 'daysSinceLastSession' ? texts.step.backAfterGap(levelWords) : texts.step.back(levelWords)
    case 'deload':
      return texts.step.deload
    case 'ask':
      return askWords(cause, texts)
    case 'hold':
      return holdWords(step, cause, today, texts)
    case 'stop':
      return null
  }
}

/** Whether something waits for the therapist while the patient may go on as it stands. */
export function waitsForTherapist(today: PatientToday): boolean {
  const action = stepToTell(today)?.action
  return today.logs.length > 0 && (action === 'ask' || action === 'advance')
}

/** The most cautious first: what holds back is told before what goes on. */
const order = ['ask', 'regress', 'deload', 'hold', 'advance'] as const

/** The one step to tell: that of a programme with levels, else the most cautious that has something to say. */
function stepToTell({ progress }: PatientToday): ProgressStep | undefined {
  const steps = progress?.steps ?? []
  const withLevel = steps.find(({ from }) => from !== null)
  if (withLevel !== undefined) return withLevel
  return order.flatMap((action) =>
    steps.filter((step) => step.action === action && (action !== 'hold' || causeOf(step) !== null)),
  )[0]
}

function askWords(cause: Observation['what'] | null, texts: PatientTexts): string {
  if (cause === 'daysSinceLastSession') return texts.step.askAfterGap
  return cause === 'painRise' || cause === 'painAfter' ? texts.step.askAfterPain : texts.step.ask
}

/** Programmes whose numbers move: the patient hears that something changes or stays, never a number that nobody confirmed. */
function numberWords(step: ProgressStep, cause: Observation['what'] | null, texts: PatientTexts): string | null {
  switch (step.action) {
    case 'advance':
      return texts.step.advanceNumbers
    case 'regress':
      return cause === 'daysSinceLastSession' ? texts.step.backNumbersAfterGap : texts.step.backNumbers
    case 'deload':
      return texts.step.deload
    case 'ask':
      return askWords(cause, texts)
    case 'hold':
      return holdReason(step, cause, texts) ?? texts.step.holdNumbers
    case 'stop':
      return null
  }
}

/** Why it does not go up yet, where that is the patient's own: his pain, his tiredness, what happened to him. */
function holdReason({ rule }: ProgressStep, cause: Observation['what'] | null, texts: PatientTexts): string | null {
  if (rule.endsWith('/return-after-event')) return texts.step.holdAfterEvent
  if (rule.endsWith('/pain-above-agreed-limit') && cause !== null) return texts.step.holdAfterPain
  switch (cause) {
    case 'painNextMorning':
      return texts.step.holdAfterMorningPain
    case 'fatigueRiseOverWeeks':
      return texts.step.holdAfterFatigue
    case 'daysSinceEvaluationDue':
      return texts.step.holdForEvaluation
    default:
      return null
  }
}

function holdWords(
  step: ProgressStep,
  cause: Observation['what'] | null,
  { logs }: PatientToday,
  texts: PatientTexts,
): string {
  const reason = holdReason(step, cause, texts)
  if (reason !== null) return reason
  if (step.rule.endsWith('/top-level')) return texts.step.holdAtTop
  const last = [...logs].sort((left, right) => (left.endedAt < right.endedAt ? -1 : 1)).at(-1)
  return (last?.effortBorg ?? 0) >= hardBorg ? texts.step.holdAfterHardDay : texts.step.hold
}

/** The figure that a rule was about: the first one seen, when it has crossed what the rule asks for. */
function causeOf({ observed }: ProgressStep): Observation['what'] | null {
  const first = observed[0]
  if (first === undefined || first.observed === null || first.needed === null) return null
  return first.observed >= first.needed ? first.what : null
}
