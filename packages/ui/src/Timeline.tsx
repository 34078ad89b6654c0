import { type ReactNode, useId } from 'react'
import { DataTable } from './DataTable.tsx'
import { Disclosure } from './Disclosure.tsx'
import { useLanguage, useMessages } from './language.tsx'
import { useWidth } from './use-width.ts'
import { axisOf, runsOf, type WeekEvent, type WeekSeries, type WeekStrip } from './week-scale.ts'

export type { WeekEvent, WeekSeries, WeekStrip } from './week-scale.ts'

const stripHeight = 72
const axisHeight = 34

interface Frame {
  left: number
  right: number
  width: number
  weeks: number
}

const centre = ({ left, right, width, weeks }: Frame, week: number) =>
  left + ((width - left - right) / weeks) * (week + 0.5)

export interface TimelineProps {
  caption: ReactNode
  /** Leaves the caption to screen readers, where a heading or the one strip says the same. */
  captionHidden?: boolean | undefined
  /** Names of the weeks, as they stand under the axis: 1, 2, 3 … */
  weeks: readonly (number | string)[]
  strips: readonly WeekStrip[]
  events?: readonly WeekEvent[] | undefined
  /** The week of today; weeks after it are ahead. */
  now?: number | undefined
  note?: ReactNode
}

/** Small multiples over one axis of weeks: done against planned, effort, pain, level; events run through all of them. */
export function Timeline({ caption, captionHidden, weeks, strips, events = [], now, note }: TimelineProps) {
  const words = useMessages()
  const [place, width] = useWidth<HTMLDivElement>(640)
  const frame: Frame = {
    left: 34,
    right: width > 480 && strips.some(({ reference }) => reference) ? 108 : 16,
    width,
    weeks: weeks.length,
  }
  const every = Math.ceil((weeks.length * 30) / Math.max(1, width - frame.left - frame.right))

  return (
    <figure className="d-figure">
      <figcaption className={captionHidden ? 'd-hidden' : 'd-figure-title'}>{caption}</figcaption>
      <div ref={place} className="d-strips">
        {strips.map((strip) => (
          <Strip key={strip.title} strip={strip} frame={frame} weeks={weeks} events={events} now={now} />
        ))}
        <svg width={width} height={axisHeight} className="d-axis d-figures" aria-hidden focusable="false">
          <text x={0} y={27} className="d-axis-name">
            {words.week.toLowerCase()}
          </text>
          {events.map((event) => (
            <path
              key={`${event.week}-${event.label}`}
              className="d-event-mark"
              data-severe={event.severe ? '' : undefined}
              d={`M${centre(frame, event.week)} 1l5 9h-10Z`}
            />
          ))}
          {weeks.map((week, index) =>
            (index - (now ?? 0)) % every === 0 ? (
              <text
                key={week}
                x={centre(frame, index)}
                y={27}
                textAnchor="middle"
                data-now={index === now ? '' : undefined}
              >
                {week}
              </text>
            ) : null,
          )}
        </svg>
        {events.length > 0 && (
          <ul className="d-events">
            {events.map((event) => (
              <li key={`${event.week}-${event.label}`} data-severe={event.severe ? '' : undefined}>
                <EventGlyph /> {words.weekOf(Number(weeks[event.week] ?? event.week + 1))}: {event.label}
              </li>
            ))}
          </ul>
        )}
      </div>
      {note && <p className="d-caption">{note}</p>}
      <Disclosure summary={words.showTable}>
        <WeekTable caption={caption} weeks={weeks} strips={strips} events={events} />
      </Disclosure>
    </figure>
  )
}

export interface SmallMultipleProps extends WeekStrip {
  weeks: readonly (number | string)[]
  events?: readonly WeekEvent[] | undefined
  now?: number | undefined
  note?: ReactNode
}

/** One strip on its own: a line through weeks with its axis and its table. */
export function SmallMultiple({ weeks, events, now, note, ...strip }: SmallMultipleProps) {
  return (
    <Timeline
      caption={strip.title}
      captionHidden
      weeks={weeks}
      strips={[strip]}
      events={events}
      now={now}
      note={note}
    />
  )
}

interface StripProps {
  strip: WeekStrip
  frame: Frame
  weeks: readonly (number | string)[]
  events: readonly WeekEvent[]
  now: number | undefined
}

function Strip({ strip, frame, weeks, events, now }: StripProps) {
  const id = useId()
  const words = useMessages()
  const { formatNumber } = useLanguage()
  const { from, to } = axisOf(strip)
  const top = 8
  const y = (value: number) => top + (1 - (value - from) / (to - from)) * (stripHeight - top - 8)
  const ground = y(from)
  const barWidth = Math.min(20, Math.max(1, ((frame.width - frame.left - frame.right) / frame.weeks) * 0.56))

  const told = strip.series
    .map(({ name, values }) => {
      const last = runsOf(values).at(-1)?.at(-1)
      return last
        ? `${name}: ${formatNumber(toTenths(last.value))} (${words.weekOf(Number(weeks[last.week]))})`
        : `${name}: ${words.notMeasured}`
    })
    .join('; ')

  return (
    <div className="d-strip">
      <p className="d-strip-title" aria-hidden>
        {strip.title} {strip.unit && <span>{strip.unit}</span>}
        <span className="d-strip-legend">
          {strip.series
            .filter(({ name }) => name.toLowerCase() !== strip.title.toLowerCase())
            .map((series) => (
              <span key={series.name}>
                <SeriesGlyph kind={series.kind} /> {series.name}
              </span>
            ))}
        </span>
      </p>
      <svg
        width={frame.width}
        height={stripHeight}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        className="d-strip-svg d-figures"
      >
        <title id={`${id}-title`}>{strip.unit ? `${strip.title}, ${strip.unit}` : strip.title}</title>
        <desc id={`${id}-desc`}>{told}</desc>
        {now !== undefined && (
          <line className="d-now" x1={centre(frame, now)} x2={centre(frame, now)} y1={0} y2={stripHeight} />
        )}
        <line className="d-ground" x1={frame.left} x2={frame.width - frame.right} y1={ground} y2={ground} />
        <text x={frame.left - 8} y={y(to) + 4} textAnchor="end">
          {formatNumber(to)}
        </text>
        <text x={frame.left - 8} y={ground + 4} textAnchor="end">
          {formatNumber(from)}
        </text>
        {strip.reference && (
          <g className="d-reference">
            <line
              x1={frame.left}
              x2={frame.width - frame.right}
              y1={y(strip.reference.value)}
              y2={y(strip.reference.value)}
            />
            {frame.right > 40 && (
              <text x={frame.width - frame.right + 8} y={y(strip.reference.value) + 4}>
                {strip.reference.label}
              </text>
            )}
          </g>
        )}
        {events.map((event) => (
          <line
            key={`${event.week}-${event.label}`}
            className="d-event-line"
            data-severe={event.severe ? '' : undefined}
            x1={centre(frame, event.week)}
            x2={centre(frame, event.week)}
            y1={0}
            y2={stripHeight}
          />
        ))}
        {strip.series.map((series) => (
          <g key={series.name} className="d-series" data-kind={series.kind}>
            {series.kind === 'planned' || series.kind === 'done' ? (
              <Bars series={series} frame={frame} y={y} ground={ground} barWidth={barWidth} />
            ) : (
              <Line series={series} frame={frame} y={y} />
            )}
          </g>
        ))}
      </svg>
    </div>
  )
}

/** Means of a week are read to a tenth, no finer. */
const toTenths = (value: number) => Math.round(value * 10) / 10

type Height = (value: number) => number

function Bars({
  series,
  frame,
  y,
  ground,
  barWidth,
}: {
  series: WeekSeries
  frame: Frame
  y: Height
  ground: number
  barWidth: number
}) {
  const inset = series.kind === 'done' ? Math.min(2.5, barWidth / 4) : 0
  return series.values.map((value, week) =>
    value === null || value === 0 ? null : (
      <rect
        // oxlint-disable-next-line react/no-array-index-key -- the place in the list is the week
        key={week}
        x={centre(frame, week) - barWidth / 2 + inset}
        y={y(value) + inset}
        width={barWidth - 2 * inset}
        height={Math.max(1, ground - y(value) - inset)}
      />
    ),
  )
}

function Line({ series, frame, y }: { series: WeekSeries; frame: Frame; y: Height }) {
  const { formatNumber } = useLanguage()
  const runs = runsOf(series.values)
  const last = runs.at(-1)?.at(-1)
  return runs.map((run) => (
    <g key={run[0]?.week}>
      <polyline points={run.map(({ week, value }) => `${centre(frame, week)},${y(value)}`).join(' ')} />
      {run.map(({ week, value }) => (
        <circle key={week} cx={centre(frame, week)} cy={y(value)} r={3.25} />
      ))}
      {series.kind === 'line' && last && run.at(-1) === last && (
        <text className="d-last" x={centre(frame, last.week) + 9} y={y(last.value) + 4}>
          {formatNumber(toTenths(last.value))}
        </text>
      )}
    </g>
  ))
}

function SeriesGlyph({ kind }: { kind: WeekSeries['kind'] }) {
  return (
    <svg width="18" height="12" className="d-series" data-kind={kind} aria-hidden focusable="false">
      {kind === 'planned' && <rect x="4.5" y="1" width="9" height="10" />}
      {kind === 'done' && <rect x="5.5" y="2" width="7" height="9" />}
      {(kind === 'before' || kind === 'line') && (
        <>
          <polyline points="0,6 18,6" />
          <circle cx="9" cy="6" r="3.25" />
        </>
      )}
    </svg>
  )
}

function EventGlyph() {
  return (
    <svg width="10" height="10" aria-hidden focusable="false">
      <path d="M5 0.5 9.5 9.5H0.5Z" fill="currentColor" />
    </svg>
  )
}

function WeekTable({ caption, weeks, strips, events }: Pick<TimelineProps, 'caption' | 'weeks' | 'strips' | 'events'>) {
  const words = useMessages()
  const { formatNumber } = useLanguage()
  const rows = weeks.map((week, index) => ({ week, index }))
  const series = strips.flatMap((strip) => strip.series.map((each) => ({ strip, each })))
  return (
    <DataTable
      caption={caption}
      captionHidden
      onPhone="scroll"
      rows={rows}
      rowKey={({ week }) => String(week)}
      columns={[
        { key: 'week', header: words.week, cell: ({ week }) => week, rowHeader: true, align: 'figures' as const },
        ...series.map(({ strip, each }) => ({
          key: `${strip.title}-${each.name}`,
          header: `${strip.title}, ${each.name}`,
          unit: strip.unit,
          align: 'figures' as const,
          cell: ({ index }: { index: number }) => {
            const value = each.values[index]
            return value == null ? (
              <span className="d-caption">{words.notMeasured}</span>
            ) : (
              formatNumber(toTenths(value))
            )
          },
        })),
        ...(events && events.length > 0
          ? [
              {
                key: 'events',
                header: words.event,
                cell: ({ index }: { index: number }) =>
                  events
                    .filter((event) => event.week === index)
                    .map((event) => event.label)
                    .join('; '),
              },
            ]
          : []),
      ]}
    />
  )
}
