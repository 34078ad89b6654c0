import type { EvidenceEstimate } from '@dosis/domain'
import { CertaintyMark, Tag } from '@dosis/ui'
import { useId } from 'react'
import { Link } from 'wouter'
import { useKnowledge } from '../data/context.tsx'
import { useWords, type Words } from '../frame/words.ts'

const width = 220
const height = 26

/** Ends of an axis that holds these values, with room beside them. */
export function forestAxis(values: readonly number[]): { from: number; to: number } {
  const from = Math.min(...values)
  const to = Math.max(...values)
  const room = (to - from || 1) * 0.08
  return { from: from - room, to: to + room }
}

/** One estimate as a row of a forest plot: the interval as a line, the estimate as a square, no effect as a hairline. */
export function ForestMark({ estimate, withoutLink = false }: { estimate: EvidenceEstimate; withoutLink?: boolean }) {
  const words = useWords()
  const { pick, t, formatNumber } = words
  const knowledge = useKnowledge()
  const id = useId()
  const { estimate: middle, ciLow, ciHigh, groupMcid, certainty } = estimate
  const document = knowledge.documents[estimate.document]
  const figures = figuresOf(estimate, words)
  return (
    <div className="c-forest">
      <p>
        {pick(estimate.names)} <span className="d-caption">{t.assessment.measure[estimate.measure]}</span>
      </p>
      <div className="c-forest-line d-figures">
        {middle !== null && ciLow !== null && ciHigh !== null && (
          <svg width={width} height={height} role="img" aria-labelledby={id} className="c-forest-svg">
            <title id={id}>{`${pick(estimate.names)}: ${figures}`}</title>
            <ForestShape middle={middle} low={ciLow} high={ciHigh} mcid={groupMcid} noEffect={noEffectOf(estimate)} />
          </svg>
        )}
        <span>{figures}</span>
        {certainty !== null && <CertaintyMark certainty={certainty} />}
        {groupMcid !== null && <span className="d-caption">{t.assessment.groupMcid(formatNumber(groupMcid))}</span>}
      </div>
      <p className="d-caption">
        {document && pick(document.title)}, {estimate.at}{' '}
        {document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}{' '}
        {!withoutLink && <Link href={`/evidence/${estimate.question}`}>{t.assessment.toEvidence}</Link>}
      </p>
    </div>
  )
}

/** Ratios show no effect at 1, differences at 0. */
function noEffectOf({ measure }: EvidenceEstimate): number {
  return measure === 'RR' ? 1 : 0
}

/** The figures of an estimate as its source prints them, or in words why there are none. */
function figuresOf(estimate: EvidenceEstimate, { t, pick, formatNumber }: Words): string {
  const { estimate: middle, ciLow, ciHigh, unit, events, result } = estimate
  if (middle !== null) {
    const interval =
      ciLow === null || ciHigh === null ? '' : ` (${formatNumber(ciLow)} ${t.to} ${formatNumber(ciHigh)})`
    return `${formatNumber(middle)}${interval}${unit === null ? '' : ` ${pick(unit)}`}`
  }
  if (events !== null) {
    const arm = (name: 'intervention' | 'control') =>
      `${t.assessment[name]} ${t.assessment.countsOf(events[name].count, events[name].of)}`
    return `${arm('intervention')}; ${arm('control')}`
  }
  if (result === 'not_significant') return t.assessment.notSignificant
  return result === 'not_reported' ? t.assessment.notReported : t.assessment.noEstimate
}

interface ForestShapeProps {
  middle: number
  low: number
  high: number
  mcid: number | null
  noEffect: number
}

function ForestShape({ middle, low, high, mcid, noEffect }: ForestShapeProps) {
  const { from, to } = forestAxis([low, high, noEffect, ...(mcid === null ? [] : [mcid])])
  const x = (value: number) => ((value - from) / (to - from)) * width
  const y = height / 2
  return (
    <>
      <line className="c-forest-zero" x1={x(noEffect)} x2={x(noEffect)} y1={0} y2={height} />
      {mcid !== null && <line className="c-forest-mcid" x1={x(mcid)} x2={x(mcid)} y1={2} y2={height - 2} />}
      <line className="c-forest-interval" x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <rect className="c-forest-point" x={x(middle) - 4} y={y - 4} width={8} height={8} />
    </>
  )
}
