import type { SessionPart } from '@dosis/domain'
import { EmergencyLink } from '../emergency/EmergencyLink.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { phaseWords } from './phase-words.ts'
import type { Step } from './timeline.ts'

interface PlayerTopProps {
  readonly step: Step
  readonly part: SessionPart | undefined
  readonly parts: number
  readonly isPaused: boolean
}

/** Where in the session one is, the way to help, and the word of the phase. */
export function PlayerTop({ step, part, parts, isPaused }: PlayerTopProps) {
  const { texts, formatNumber } = useTexts()
  const where: string[] = []
  if (step.phase === 'prepare' || step.phase === 'get_ready') {
    if (parts > 1) where.push(texts.exerciseOf(formatNumber(step.part + 1), formatNumber(parts)))
  } else {
    if (step.set !== null && step.sets !== null && step.sets > 1) {
      where.push(texts.setOf(formatNumber(step.set), formatNumber(step.sets)))
    }
    if (step.repetition !== null && step.repetitions !== null) {
      where.push(texts.repetitionOf(formatNumber(step.repetition), formatNumber(step.repetitions)))
    }
  }
  return (
    <>
      <div className="p-player-top">
        <p className="p-player-where d-figures">
          {where.map((words) => (
            <span key={words}>{words}</span>
          ))}
        </p>
        <EmergencyLink />
      </div>
      <h1 className="p-player-word" aria-live="assertive">
        {isPaused ? texts.pausedWord : phaseWords(step, part, texts)}
      </h1>
    </>
  )
}
