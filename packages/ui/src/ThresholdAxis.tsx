import { type ReactNode, useId } from 'react'
import { useLanguage, useMessages } from './language.tsx'
import { useWidth } from './use-width.ts'

/** A threshold of an instrument, as an amount of change (always positive). `null`: the source gives none. */
export interface Threshold {
  value: number | null
  /** Where it comes from, and what it holds for. */
  source?: ReactNode
  name?: string | undefined
}

export interface ThresholdAxisProps {
  /** The instrument. */
  label: string
  unit?: string | undefined
  /** Now minus baseline; `null` while one of the two is missing. */
  change: number | null
  /** Which way is better; better is drawn to the right. */
  betterWhen: 'higher' | 'lower'
  measurementError: Threshold
  individual: Threshold
  group: Threshold
  decimals?: number | undefined
  /** Leaves the name to screen readers, where a heading above says the same. */
  labelHidden?: boolean | undefined
  /** The caveat in one line, in the reader's words. */
  caveat?: ReactNode
}

const height = 84
const axisY = 52

/** Half the width of the axis: the largest of all marks with room beside it. */
export function reachOf(values: readonly (number | null)[]): number {
  return Math.max(1, ...values.map((value) => Math.abs(value ?? 0))) * 1.2
}

/**
 * Change on one axis with three separate, named marks: measurement error, change for one person, threshold for groups.
 * It sets them side by side and judges nothing.
 */
export function ThresholdAxis(props: ThresholdAxisProps) {
  const { label, unit, change, betterWhen, measurementError, individual, group, decimals, caveat, labelHidden } = props
  const id = useId()
  const words = useMessages()
  const { formatNumber } = useLanguage()
  const [place, width] = useWidth<HTMLDivElement>(560)

  const reach = reachOf([change, measurementError.value, individual.value, group.value])
  const better = betterWhen === 'higher' ? 1 : -1
  const pad = 16
  const x = (value: number) => width / 2 + ((better * value) / reach) * (width / 2 - pad)
  const amount = (value: number | null) =>
    value === null ? words.notInSource : formatNumber(value, { decimals, unit })
  const signed = change === null ? words.notKnownYet : formatNumber(change, { decimals, unit, signed: true })

  const rows: readonly LegendRow[] = [
    { kind: 'change', name: words.change, told: signed, missing: change === null },
    legendRow('error', measurementError, words.measurementError, plusMinus(amount, measurementError.value)),
    legendRow('individual', individual, words.individualChange, amount(individual.value)),
    legendRow('group', group, words.groupThreshold, amount(group.value)),
  ]

  return (
    <figure className="d-figure d-threshold">
      <figcaption className={labelHidden ? 'd-hidden' : 'd-figure-title'}>{label}</figcaption>
      <div ref={place}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
          className="d-threshold-svg d-figures"
        >
          <title id={`${id}-title`}>{label}</title>
          <desc id={`${id}-desc`}>{words.axisDescription(signed)}</desc>
          <defs>
            <pattern
              id={`${id}-hatch`}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="5" className="d-hatch" />
            </pattern>
          </defs>
          {measurementError.value !== null && (
            <g className="d-error-band">
              <rect
                x={Math.min(x(-measurementError.value), x(measurementError.value))}
                y={axisY - 13}
                width={Math.abs(x(measurementError.value) - x(-measurementError.value))}
                height={26}
                fill={`url(#${id}-hatch)`}
              />
              {[-1, 1].map((side) => (
                <line
                  key={side}
                  x1={x(side * (measurementError.value ?? 0))}
                  x2={x(side * (measurementError.value ?? 0))}
                  y1={axisY - 13}
                  y2={axisY + 13}
                />
              ))}
            </g>
          )}
          <line className="d-ground" x1={pad} x2={width - pad} y1={axisY} y2={axisY} />
          <line className="d-ground" x1={x(0)} x2={x(0)} y1={axisY - 4} y2={axisY + 4} />
          <text x={x(0)} y={height - 4} textAnchor="middle">
            0
          </text>
          <text x={pad} y={height - 4}>
            ← {words.worse}
          </text>
          <text x={width - pad} y={height - 4} textAnchor="end">
            {words.better} →
          </text>
          {individual.value !== null && <ThresholdMark kind="individual" at={x(better * individual.value)} />}
          {group.value !== null && <ThresholdMark kind="group" at={x(better * group.value)} />}
          {change !== null && (
            <g className="d-change">
              <path d={diamond(x(change), axisY, 7)} />
              <text x={Math.min(width - pad - 24, Math.max(pad + 24, x(change)))} y={14} textAnchor="middle">
                {formatNumber(change, { decimals, signed: true })}
              </text>
            </g>
          )}
        </svg>
      </div>
      <dl className="d-threshold-legend d-figures">
        {rows.map((row) => (
          <div key={row.kind}>
            <dt>
              <svg width="20" height="20" aria-hidden focusable="false" className="d-threshold-svg">
                <LegendGlyph kind={row.kind} hatch={`${id}-hatch`} />
              </svg>
              {row.name}
            </dt>
            <dd data-missing={row.missing ? '' : undefined}>{row.told}</dd>
            {row.source && <dd className="d-caption">{row.source}</dd>}
          </div>
        ))}
      </dl>
      {caveat && <p className="d-caption">{caveat}</p>}
    </figure>
  )
}

const plusMinus = (amount: (value: number | null) => string, value: number | null) =>
  value === null ? amount(null) : `± ${amount(value)}`
const diamond = (x: number, y: number, r: number) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`

/** A vertical mark with a head: solid for one person, dashed and open for groups. */
function ThresholdMark({ kind, at }: { kind: 'individual' | 'group'; at: number }) {
  return (
    <g className="d-threshold-mark" data-kind={kind}>
      <line x1={at} x2={at} y1={axisY - 20} y2={axisY + 13} />
      {kind === 'individual' ? (
        <path d={`M${at - 5} ${axisY - 26}h10l-5 8Z`} />
      ) : (
        <circle cx={at} cy={axisY - 22} r={4} />
      )}
    </g>
  )
}

interface LegendRow {
  kind: 'change' | 'error' | 'individual' | 'group'
  name: string
  told: string
  missing: boolean
  source?: ReactNode
}

const legendRow = (
  kind: LegendRow['kind'],
  { value, name, source }: Threshold,
  usualName: string,
  told: string,
): LegendRow => ({
  kind,
  name: name ?? usualName,
  told,
  missing: value === null,
  source,
})

/** The same four forms, small, beside their names. */
function LegendGlyph({ kind, hatch }: { kind: LegendRow['kind']; hatch: string }) {
  switch (kind) {
    case 'change':
      return (
        <g className="d-change">
          <path d={diamond(10, 10, 7)} />
        </g>
      )
    case 'error':
      return (
        <g className="d-error-band">
          <rect x={1.5} y={4} width={17} height={12} fill={`url(#${hatch})`} />
          <line x1={1.5} x2={1.5} y1={4} y2={16} />
          <line x1={18.5} x2={18.5} y1={4} y2={16} />
        </g>
      )
    case 'individual':
      return (
        <g className="d-threshold-mark" data-kind="individual">
          <line x1={10} x2={10} y1={4} y2={19} />
          <path d="M5 1h10l-5 8Z" />
        </g>
      )
    case 'group':
      return (
        <g className="d-threshold-mark" data-kind="group">
          <line x1={10} x2={10} y1={8} y2={19} />
          <circle cx={10} cy={5} r={4} />
        </g>
      )
  }
}
