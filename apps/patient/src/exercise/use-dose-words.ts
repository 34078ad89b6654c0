import type { SessionPart } from '@dosis/domain'
import { formatClock } from '@dosis/ui/patient'
import { useTexts } from '../frame/use-texts.ts'

/** How much of a part, in one line: "3 series van 8 keer, 22,5 kg". */
export function useDoseWords(): (part: SessionPart) => string {
  const { texts, formatNumber } = useTexts()
  const time = (seconds: number) =>
    seconds < 60 || seconds % 60 !== 0
      ? seconds < 100
        ? texts.seconds(formatNumber(seconds))
        : texts.clock(formatClock(seconds))
      : texts.minutes(formatNumber(seconds / 60), seconds === 60)
  return (part) => {
    switch (part.kind) {
      case 'intervals':
        return texts.intervalsOf(time(part.runSeconds), time(part.walkSeconds), isRunWalk(part))
      case 'continuous':
        return [
          texts.minutes(formatNumber(part.minutes), part.minutes === 1),
          ...(part.percentPiMax === undefined
            ? []
            : [texts.resistance(formatNumber(part.percentPiMax, { unit: '%' }))]),
        ].join(', ')
      case 'steps':
        return texts.stepsADay(formatNumber(part.stepsPerDay))
      case 'impact':
        return texts.setsOfTimes(formatNumber(part.sets), formatNumber(part.impactsPerSet), part.sets === 1)
      case 'strength': {
        const times =
          part.upToRepetitions === undefined
            ? formatNumber(part.repetitions)
            : texts.upTo(formatNumber(part.repetitions), formatNumber(part.upToRepetitions))
        const words = [texts.setsOfTimes(formatNumber(part.sets), times, part.sets === 1)]
        if (part.loadKilograms !== null) words.push(formatNumber(part.loadKilograms, { unit: 'kg' }))
        return words.join(', ')
      }
    }
  }
}

/** Running and walking in turn, not some other effort and rest. */
export function isRunWalk(part: SessionPart): boolean {
  return part.kind === 'intervals' && (part.exercise === undefined || part.exercise === 'run-walk')
}
