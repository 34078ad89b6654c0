import { useTexts } from '../frame/use-texts.ts'
import type { Guided } from './guided.ts'
import { borgWord, type Feel, howHardOf } from './how-hard.ts'

/** How hard, in one sentence a prescription; empty where nothing is known about it. */
export function useHowHardWords(): (guided: readonly Guided[]) => readonly string[] {
  const { texts, formatNumber } = useTexts()
  const range = (from: number, upTo: number) =>
    from === upTo ? formatNumber(from) : texts.upTo(formatNumber(from), formatNumber(upTo))
  const clause = (feel: Feel): string => {
    switch (feel.scale) {
      case 'heartRateBpm':
        return feel.from === null
          ? texts.hard.heartUnder(formatNumber(feel.upTo))
          : texts.hard.heart(formatNumber(feel.from), formatNumber(feel.upTo))
      case 'borg6To20': {
        const words = [borgWord(texts.borg, feel.from), borgWord(texts.borg, feel.upTo)].filter((word) => word !== null)
        const [first = '', last = first] = words
        return texts.hard.effort(first === last ? first : texts.upTo(first, last), range(feel.from, feel.upTo))
      }
      case 'borgCr10':
        return texts.hard.effortOnTen(range(feel.from, feel.upTo))
      case 'talkTest':
        return texts.hard.talk[feel.talk]
    }
  }
  return (guided) => [
    ...new Set(
      guided.flatMap((each) => {
        const hard = howHardOf(each)
        if (hard === null) return []
        const { best, beside, holdsFor } = hard
        const both = beside === null ? clause(best) : texts.hard.both(clause(best), clause(beside))
        return [sentence(holdsFor === 'start' ? texts.hard.inTheBeginning(both) : both)]
      }),
    ),
  ]
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
