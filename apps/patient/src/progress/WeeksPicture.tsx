import type { WeekSummary } from '@dosis/domain'
import { useTexts } from '../frame/use-texts.ts'
import { useWidth } from './use-width.ts'

const left = 4
const right = 4
const dotGap = 22
const levelHeight = 88
const labelHeight = 30

/**
 * Each week a column: a dot for every planned session, filled when it was done; above it, where the programme has
 * levels, the level as steps. Nothing rises that did not rise.
 */
export function WeeksPicture({ weeks, first }: { weeks: readonly WeekSummary[]; first: number }) {
  const { texts, formatNumber } = useTexts()
  const [place, width] = useWidth<HTMLDivElement>(342)
  const rows = Math.max(1, ...weeks.map(({ planned, done }) => Math.max(planned, done)))
  const hasLevels = weeks.some(({ level }) => level !== null)
  const column = Math.min(64, (width - left - right) / Math.max(1, weeks.length))
  const radius = Math.min(8, column / 2 - 3)
  const top = hasLevels ? levelHeight : 0
  const ground = top + rows * dotGap + 6
  const height = ground + labelHeight
  const x = (index: number) => left + column * (index + 0.5)
  const last = weeks.length - 1

  return (
    <div className="p-weeks" ref={place}>
      <svg width={width} height={height} aria-hidden focusable="false" className="d-figures">
        {hasLevels && <LevelSteps weeks={weeks} x={x} column={column} />}
        {weeks.map((week, index) => (
          <g key={week.weekStartsOn}>
            {Array.from({ length: Math.max(week.planned, week.done) }, (_, session) => (
              <circle
                // oxlint-disable-next-line react/no-array-index-key -- sessions of a week are counted, not told apart
                key={session}
                className="p-weeks-session"
                data-done={session < week.done ? '' : undefined}
                cx={x(index)}
                cy={ground - 14 - session * dotGap}
                r={radius}
              />
            ))}
          </g>
        ))}
        <path className="p-weeks-ground" d={`M${left} ${ground}H${left + column * weeks.length}`} />
        <text x={left} y={height - 6} textAnchor="start">
          {last === 0 ? texts.week(formatNumber(first)) : formatNumber(first)}
        </text>
        {last > 0 && (
          <text x={left + column * weeks.length} y={height - 6} textAnchor="end">
            {texts.week(formatNumber(first + last))}
          </text>
        )}
      </svg>
    </div>
  )
}

interface LevelStepsProps {
  readonly weeks: readonly WeekSummary[]
  readonly x: (index: number) => number
  readonly column: number
}

/** The level of each week as a stair; a week without sessions leaves a gap. */
function LevelSteps({ weeks, x, column }: LevelStepsProps) {
  const { texts, formatNumber } = useTexts()
  const levels = weeks.flatMap(({ level }) => (level === null ? [] : [level]))
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  const y = (level: number) =>
    levelHeight - 22 - (high === low ? 0 : ((level - low) / (high - low)) * (levelHeight - 56))
  const floor = levelHeight - 6
  const area = weeks
    .map(({ level }, index) =>
      level === null ? '' : `M${x(index) - column / 2} ${floor}V${y(level)}H${x(index) + column / 2}V${floor}Z`,
    )
    .join('')
  let before: { index: number; level: number } | undefined
  const path = weeks
    .map(({ level }, index) => {
      if (level === null) return ''
      const start =
        before === undefined || before.index !== index - 1 ? `M${x(index) - column / 2} ${y(level)}` : `V${y(level)}`
      before = { index, level }
      return `${start}H${x(index) + column / 2}`
    })
    .join('')
  const lastIndex = weeks.findLastIndex(({ level }) => level !== null)
  const lastLevel = weeks[lastIndex]?.level
  const isAtEnd = x(lastIndex) > column * weeks.length * 0.5
  return (
    <>
      <path className="p-weeks-area" d={area} />
      <path className="p-weeks-level" d={path} />
      {lastLevel != null && (
        <text
          className="p-weeks-here"
          x={isAtEnd ? x(lastIndex) + column / 2 : Math.max(4, x(lastIndex) - column / 2)}
          y={y(lastLevel) - 10}
          textAnchor={isAtEnd ? 'end' : 'start'}
        >
          {texts.levelNow(formatNumber(lastLevel))}
        </text>
      )}
    </>
  )
}
