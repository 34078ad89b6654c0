import type { WeekSummary } from '@dosis/domain'
import { useTexts } from '../frame/use-texts.ts'

const width = 342
const height = 150
const left = 28
const bottom = 122
const top = 12

/** Mean pain after training, 0 to 10, week by week; the table below says the same in figures. */
export function PainLine({ weeks }: { weeks: readonly WeekSummary[] }) {
  const { texts, formatNumber } = useTexts()
  const x = (index: number) =>
    left + (weeks.length < 2 ? (width - left) / 2 : (index / (weeks.length - 1)) * (width - left - 12))
  const y = (pain: number) => bottom - (pain / 10) * (bottom - top)
  const points = weeks.flatMap(({ meanPainAfter }, index) =>
    meanPainAfter === null ? [] : [{ x: x(index), y: y(meanPainAfter) }],
  )
  return (
    <svg className="p-pain d-figures" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={texts.painOverTime}>
      {[0, 5, 10].map((pain) => (
        <g key={pain}>
          <line x1={left} x2={width} y1={y(pain)} y2={y(pain)} />
          <text x={left - 8} y={y(pain) + 5} textAnchor="end">
            {formatNumber(pain)}
          </text>
        </g>
      ))}
      <path d={points.map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('')} />
      {points.map((point) => (
        <circle key={point.x} cx={point.x} cy={point.y} r={4.5} />
      ))}
      {weeks.map((week, index) =>
        index === 0 || index === weeks.length - 1 ? (
          <text key={week.weekStartsOn} x={x(index)} y={height - 6} textAnchor={index === 0 ? 'start' : 'end'}>
            {index === 0 ? texts.week(formatNumber(1)) : formatNumber(index + 1)}
          </text>
        ) : null,
      )}
    </svg>
  )
}
