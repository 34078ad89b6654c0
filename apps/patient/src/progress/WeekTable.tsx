import type { WeekSummary } from '@dosis/domain'
import { useTexts } from '../frame/use-texts.ts'
import type { WeekSeries } from './use-week-series.ts'

/** The same weeks in figures, the last one first. */
export function WeekTable({ weeks, series }: { weeks: readonly WeekSummary[]; series: readonly WeekSeries[] }) {
  const { texts, formatNumber } = useTexts()
  const hasLevels = weeks.some(({ level }) => level !== null)
  const rows = weeks.map((week, index) => ({ week, number: index + 1 })).reverse()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <section className="p-scroll" aria-label={texts.asTable} tabIndex={0}>
      <table className="p-table d-figures">
        <thead>
          <tr>
            <th scope="col">{texts.weekColumn}</th>
            <th scope="col">{texts.doneColumn}</th>
            <th scope="col">{texts.pain}</th>
            {hasLevels && <th scope="col">{texts.level}</th>}
            {series.map(({ id, column }) => (
              <th scope="col" key={id}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ week, number }) => (
            <tr key={week.weekStartsOn}>
              <th scope="row">{formatNumber(number)}</th>
              <td>{texts.repetitionOf(formatNumber(week.done), formatNumber(week.planned))}</td>
              <td>
                {week.meanPainAfter === null ? texts.notKnown : formatNumber(week.meanPainAfter, { decimals: 1 })}
              </td>
              {hasLevels && <td>{week.level === null ? texts.notKnown : formatNumber(week.level)}</td>}
              {series.map(({ id, unit, weeks: figures }) => {
                const value = figures[number - 1]?.value ?? null
                return (
                  <td key={id}>
                    {value === null ? texts.notKnown : formatNumber(value, unit === undefined ? {} : { unit })}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
