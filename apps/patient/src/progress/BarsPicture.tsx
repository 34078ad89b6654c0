import { useTexts } from '../frame/use-texts.ts'
import { useWidth } from './use-width.ts'
import type { WeekFigure } from './weeks-done.ts'

const top = 30
const bottom = 132
const height = 164

interface BarsPictureProps {
  readonly weeks: readonly WeekFigure[]
  /** Number of the first week. */
  readonly first: number
  readonly unit?: string
  /** What the plan aims for, as a line across. */
  readonly goal?: number | null
}

/** A bar for each week, from zero; a week of which nothing is known has none. The last one carries its figure. */
export function BarsPicture({ weeks, first, unit, goal = null }: BarsPictureProps) {
  const { texts, formatNumber } = useTexts()
  const [place, width] = useWidth<HTMLDivElement>(342)
  const highest = Math.max(1, goal ?? 0, ...weeks.map(({ value }) => value ?? 0))
  const column = Math.min(64, width / Math.max(1, weeks.length))
  const y = (value: number) => bottom - (value / highest) * (bottom - top)
  const right = column * weeks.length
  const last = weeks.length - 1
  const lastKnown = weeks.findLastIndex(({ value }) => value !== null)
  const value = weeks[lastKnown]?.value
  const isAtEnd = (lastKnown + 0.5) * column > right / 2
  return (
    <div className="p-bars" ref={place}>
      <svg width={width} height={height} aria-hidden focusable="false" className="d-figures">
        {weeks.map((week, index) =>
          week.value === null ? null : (
            <rect
              key={week.weekStartsOn}
              data-last={index === lastKnown ? '' : undefined}
              x={index * column + 3}
              width={Math.max(2, column - 6)}
              y={y(week.value)}
              height={bottom - y(week.value)}
            />
          ),
        )}
        <line x1={0} x2={right} y1={bottom} y2={bottom} />
        {goal !== null && <line className="p-bars-goal" x1={0} x2={right} y1={y(goal)} y2={y(goal)} />}
        {value != null && (
          <text
            className="p-bars-here"
            x={isAtEnd ? (lastKnown + 1) * column : lastKnown * column + 3}
            y={y(value) - 8}
            textAnchor={isAtEnd ? 'end' : 'start'}
          >
            {formatNumber(value, unit === undefined ? {} : { unit })}
          </text>
        )}
        <text x={0} y={height - 6} textAnchor="start">
          {last === 0 ? texts.week(formatNumber(first)) : formatNumber(first)}
        </text>
        {last > 0 && (
          <text x={right} y={height - 6} textAnchor="end">
            {texts.week(formatNumber(first + last))}
          </text>
        )}
      </svg>
    </div>
  )
}
