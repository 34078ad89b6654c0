import type { SessionPart } from '@dosis/domain'
import { formatClock } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { phaseWords } from './phase-words.ts'
import type { Step } from './timeline.ts'

/** What comes next, in one line: the phase with its time, or the name of the exercise. */
export function useNextWords(steps: readonly Step[], index: number, parts: readonly SessionPart[]): string {
  const { texts, read, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const step = steps[index]
  const next = steps[index + 1]
  if (step === undefined || step.phase === 'prepare') return ''
  if (next === undefined) return texts.thenFinished
  const exercise = next.exercise === null ? undefined : knowledge?.exercises[next.exercise]
  if (next.phase === 'prepare' && exercise !== undefined) return texts.then(read(exercise.names))
  return texts.then(next.seconds === null ? wordOf(next) : `${wordOf(next)}, ${time(next.seconds)}`)

  function wordOf(step: Step): string {
    return phaseWords(step, parts[step.part], texts)
  }
  function time(seconds: number): string {
    return seconds < 100 ? texts.seconds(formatNumber(seconds)) : texts.clock(formatClock(seconds))
  }
}
