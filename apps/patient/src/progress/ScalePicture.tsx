import { useTexts } from '../frame/use-texts.ts'
import { useWidth } from './use-width.ts'
import type { WeekFigure } from './weeks-done.ts'

const left = 34
const top = 12
const bottom = 132
const height = 164

/** A scale of 0 to 10 week by week, such as pain after training; a week of which nothing is known leaves a gap. */
export function ScalePicture({ weeks, first }: { weeks: readonly WeekFigure[]; first: number }) {
  const { texts, formatNumber } = useTexts()
  const [place, width] = useWidth<HTMLDivElement>(342)
  const x = (index: number) =>
    left + 10 + (weeks.length < 2 ? (width - left - 20) / 2 : (index / (weeks.length - 1)) * (width - left - 20))
  const y = (pain: number) => bottom - (pain / 10) * (bottom - top)
  let wasKnown = false
  const path = weeks
    .map(({ value }, index) => {
      const mark = value === null ? '' : `${wasKnown ? 'L' : 'M'}${x(index)} ${y(value)}`
      wasKnown = value !== null
      return mark
    })
    .join('')
  const last = weeks.length - 1
  return (
    <div className="p-pain" ref={place}>
      <svg width={width} height={height} aria-hidden focusable="false" className="d-figures">
        {[0, 5, 10].map((pain) => (
          <g key={pain}>
            <line x1={left} x2={width} y1={y(pain)} y2={y(pain)} />
            <text x={left - 10} y={y(pain) + 6} textAnchor="end">
              {formatNumber(pain)}
            </text>
          </g>
        ))}
        <path d={path} />
        {weeks.map(({ weekStartsOn, value }, index) =>
          value === null ? null : <circle key={weekStartsOn} cx={x(index)} cy={y(value)} r={5} />,
        )}
        <text x={left} y={height - 6} textAnchor="start">
          {last === 0 ? texts.week(formatNumber(first)) : formatNumber(first)}
        </text>
        {last > 0 && (
          <text x={width} y={height - 6} textAnchor="end">
            {texts.week(formatNumber(first + last))}
          </text>
        )}
      </svg>
    </div>
  )
}
