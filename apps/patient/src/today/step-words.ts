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
  const step = today.progress?.steps.find(({ from }) => from !== null)
  if (step === undefined || today.logs.length === 0) return null
  const level = formatNumber(step.to ?? step.from ?? 0)
  const cause = causeOf(step)
  switch (step.action) {
    case 'advance':
      return texts.step.advance(level)
    case 'regress':
      return cause === 'daysSinceLastSession' ? texts.step.backAfterGap(level) : texts.step.back(level)
    case 'deload':
      return texts.step.deload
    case 'ask':
      if (cause === 'daysSinceLastSession') return texts.step.askAfterGap
      return cause === 'painRise' || cause === 'painAfter' ? texts.step.askAfterPain : texts.step.ask
    case 'hold':
      return holdWords(step, cause, today, texts)
    case 'stop':
      return null
  }
}

function holdWords(
  step: ProgressStep,
  cause: Observation['what'] | null,
  { logs }: PatientToday,
  texts: PatientTexts,
): string {
  if (cause === 'daysSinceEvaluationDue') return texts.step.holdForEvaluation
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
