import { useLanguage, useMessages } from './language.tsx'
import { useWidth } from './use-width.ts'

export interface PathWeek {
  week: number
  /** The level of that week, where the programme has levels; ahead it is what the plan expects. */
  level?: number | undefined
  planned: number
  done: number
}

export interface ProgressPathProps {
  weeks: readonly PathWeek[]
  /** The week of today, as in `weeks[].week`. */
  now: number
}

const height = 168
const ground = 132
const pad = 22

/** The weeks as a path through a landscape of levels: walked is drawn, ahead is dotted, and here you are. */
export function ProgressPath({ weeks, now }: ProgressPathProps) {
  const words = useMessages()
  const { formatNumber } = useLanguage()
  const [place, width] = useWidth<HTMLDivElement>(342)

  const levels = weeks.flatMap(({ level }) => (level === undefined ? [] : [level]))
  const low = Math.min(...levels)
  const high = Math.max(...levels, low + 1)
  const x = (index: number) =>
    pad + (weeks.length > 1 ? (index / (weeks.length - 1)) * (width - 2 * pad) : (width - 2 * pad) / 2)
  const y = ({ level }: PathWeek, index: number) =>
    level === undefined
      ? ground - 24 - (index / Math.max(1, weeks.length - 1)) * 56
      : ground - 24 - ((level - low) / (high - low)) * 60

  const points = weeks.map((week, index) => ({ ...week, x: x(index), y: y(week, index) }))
  const here = Math.max(
    0,
    points.findIndex(({ week }) => week === now),
  )
  const at = points[here]
  const trail = (part: typeof points) => part.map((point, index) => step(part[index - 1], point)).join('')

  return (
    <div className="d-path" ref={place}>
      <svg width={width} height={height} aria-hidden focusable="false" className="d-figures">
        <line className="d-ground" x1={0} x2={width} y1={ground} y2={ground} />
        <path className="d-path-ahead" d={trail(points.slice(here))} />
        <path className="d-path-walked" d={trail(points.slice(0, here + 1))} />
        {points.map((point, index) => (
          <g
            key={point.week}
            className="d-path-week"
            data-state={index < here ? 'past' : index === here ? 'now' : 'ahead'}
          >
            <circle cx={point.x} cy={point.y} r={index === here ? 11 : 6} data-done={point.done > 0 ? '' : undefined} />
            {index === here && <circle className="d-path-here" cx={point.x} cy={point.y} r={5} />}
            {(index === here || index === 0 || index === weeks.length - 1) && (
              <text
                x={point.x}
                y={ground + 26}
                textAnchor={index === 0 ? 'start' : index === weeks.length - 1 ? 'end' : 'middle'}
                dx={index === 0 ? -6 : index === weeks.length - 1 ? 6 : 0}
              >
                {index === 0 && here !== 0 ? `${words.week} ${point.week}` : point.week}
              </text>
            )}
          </g>
        ))}
        {at && (
          <text
            className="d-path-label"
            x={at.x + (at.x > 120 ? 8 : -8)}
            y={at.y - 22}
            textAnchor={at.x > 120 ? 'end' : 'start'}
          >
            {at.level === undefined ? words.youAreHere : `${words.level} ${formatNumber(at.level)}`}
          </text>
        )}
      </svg>
      <p className="d-hidden">{words.pathDescription(now, weeks.length)}</p>
      <ol className="d-hidden">
        {points.slice(0, here + 1).map((point) => (
          <li key={point.week}>
            {words.week} {point.week}: {words.ofSessions(point.done, point.planned)}
            {point.level !== undefined && `, ${words.level.toLowerCase()} ${formatNumber(point.level)}`}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** A soft step from one week to the next: level ground, then up or down. */
function step(before: { x: number; y: number } | undefined, { x, y }: { x: number; y: number }): string {
  if (!before) return `M${x} ${y}`
  const middle = (before.x + x) / 2
  return `C${middle} ${before.y} ${middle} ${y} ${x} ${y}`
}
