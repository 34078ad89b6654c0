import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { groupBy, say, statementsOf } from '../select.ts'
import type { PrintedArms, PrintedDocument } from '../statement.ts'

/** One study whose groups have other sizes with another outcome. */
export function checkArms(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const studies = groupBy(statementsOf(documents, 'arms'), ({ study }) => study.toLowerCase())
  return [...studies.values()].flatMap(([main, ...others]) =>
    main === undefined ? [] : others.flatMap((other) => compare(main, other)),
  )
}

function compare(main: PrintedArms, other: PrintedArms): readonly DocumentFinding[] {
  const sizeOf = ({ arms }: PrintedArms, name: string) => arms.find(({ arm }) => arm === name)?.size
  const shared = main.arms.map(({ arm }) => arm).filter((arm) => sizeOf(other, arm) !== undefined)
  const differing = shared.filter((arm) => sizeOf(main, arm) !== sizeOf(other, arm))
  if (differing.length === 0) return []
  const sorted = (one: PrintedArms) => shared.map((arm) => sizeOf(one, arm) ?? 0).sort((a, b) => a - b)
  const isSwapped = shared.length > 1 && sorted(main).every((size, at) => size === sorted(other)[at])
  return [
    {
      kind: isSwapped ? 'groups-swapped' : 'group-size-differs',
      severity: isSwapped ? 'error' : 'warning',
      subject: `${main.study}: ${main.outcome}; ${other.outcome}`,
      places: [main, other].map((one) => quoting(one.place, showArms(one))),
      calculation: differing.map((arm) => `${arm}: ${sizeOf(main, arm)} ≠ ${sizeOf(other, arm)}`).join('; '),
      explanation: isSwapped
        ? say(
            'the groups of one study have exchanged their sizes between two outcomes',
            'de groepen van één studie hebben tussen twee uitkomsten hun grootte verwisseld',
          )
        : say(
            'the groups of one study have another size with another outcome: people dropped out, or a number is misprinted',
            'de groepen van één studie hebben bij een andere uitkomst een andere grootte: uitval, of een getal is verkeerd gedrukt',
          ),
    },
  ]
}

function showArms({ arms }: PrintedArms): string {
  return arms.map(({ arm, size }) => `${arm} ${size}`).join(', ')
}
