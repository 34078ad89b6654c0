import type { Place } from '../place.ts'
import { quoting } from '../place.ts'
import { printedAlike } from '../printed-number.ts'
import type { PrintedEstimate, PrintedRepeat, PrintedStatement, PrintedTally } from '../statement.ts'
import { estimateOf } from './estimates.ts'
import { childrenOf, type JsonNode, numberAt, textAt } from './node.ts'

/** A table of interventions by outcomes: `outcomes[]` with counts and scale, `estimates[]` that refer to them. */
export function readNetworkTable(root: JsonNode): readonly PrintedStatement[] {
  const outcomes = childrenOf(root, 'outcomes').filter(({ record }) => textAt(record, 'id') !== undefined)
  const estimates = childrenOf(root, 'estimates')
  if (outcomes.length === 0 || estimates.length === 0) return []
  const names = namesOf(root)
  return [
    ...estimates.flatMap((node) => estimateWithOutcome(node, outcomes, names)),
    ...estimates.flatMap((node) => cellAgainstText(node, names)),
    ...outcomes.flatMap((outcome) => tallyOf(outcome, estimates)),
    ...outcomes.flatMap((outcome) => scaleOf(outcome, estimates)),
  ]
}

function namesOf(root: JsonNode): ReadonlyMap<string, string> {
  const named = [...childrenOf(root, 'interventions'), ...childrenOf(root, 'outcomes')]
  return new Map(named.map(({ record }) => [textAt(record, 'id') ?? '', textAt(record, 'name') ?? '']))
}

function subjectOf({ record }: JsonNode, names: ReadonlyMap<string, string>): string {
  const ids = ['intervention', 'outcome'].map((key) => textAt(record, key) ?? '')
  return ids.map((id) => names.get(id) ?? id).join(': ')
}

function outcomeOf({ record }: JsonNode, outcomes: readonly JsonNode[]): JsonNode | undefined {
  return outcomes.find((outcome) => textAt(outcome.record, 'id') === textAt(record, 'outcome'))
}

function estimateWithOutcome(
  node: JsonNode,
  outcomes: readonly JsonNode[],
  names: ReadonlyMap<string, string>,
): readonly PrintedEstimate[] {
  const estimate = estimateOf(node)
  if (estimate === undefined) return []
  const favours = textAt(outcomeOf(node, outcomes)?.record ?? {}, 'favours')
  const least = numberAt(outcomeOf(node, outcomes)?.record ?? {}, 'mcid')
  const { betterWhen: _, ...rest } = estimate
  const better = favours === 'higher' || favours === 'lower' ? { betterWhen: favours as 'higher' | 'lower' } : {}
  const important = least === undefined ? {} : { importantDifference: Math.abs(least) }
  return [{ ...rest, ...better, ...important, subject: subjectOf(node, names) }]
}

const cellWords: Readonly<Record<string, string>> = { estimate: 'significant', NS: 'not significant', blank: 'nothing' }
const textWords: Readonly<Record<string, string>> = {
  significant: 'significant',
  not_significant: 'not significant',
  not_mentioned: 'nothing',
}

/** What the cell of the table says and what the text says about the same pair. */
function cellAgainstText(node: JsonNode, names: ReadonlyMap<string, string>): readonly PrintedRepeat[] {
  const { record, place } = node
  const [cell, text] = [textAt(record, 'tableCell') ?? '', textAt(record, 'textStatement') ?? '']
  const [inTable, inText] = [cellWords[cell], textWords[text]]
  if (inTable === undefined || inText === undefined) return []
  const at = (key: string): Place => ({ ...place, path: `${place.path}/${key}` })
  const printings = [
    { says: inTable, place: quoting(at('tableCell'), cell) },
    { says: inText, place: quoting(at('textStatement'), text) },
  ]
  return [{ kind: 'repeat', subject: subjectOf(node, names), aspect: 'significance', printings }]
}

function tallyOf(outcome: JsonNode, estimates: readonly JsonNode[]): readonly PrintedTally[] {
  const { record, place } = outcome
  const [total, significant] = [numberAt(record, 'interventionsTotal'), numberAt(record, 'interventionsSignificant')]
  if (total === undefined || significant === undefined) return []
  const listed = estimates.filter(
    (one) => textAt(one.record, 'outcome') === textAt(record, 'id') && textAt(one.record, 'result') === 'significant',
  )
  return [
    {
      kind: 'tally',
      place,
      subject: textAt(record, 'name') ?? textAt(record, 'id') ?? '',
      total,
      significant,
      combined: numberAt(record, 'combinedAccordingToHeader') ?? 0,
      combinationsTotal: numberAt(record, 'combinationsTotal') ?? 0,
      combinationsSignificant: numberAt(record, 'combinationsSignificant') ?? 0,
      listedSignificant: listed.length,
      listedPlaces: listed.map((one) => one.place),
    },
  ]
}

/** Differences cannot exceed the width of the scale. */
function scaleOf(outcome: JsonNode, estimates: readonly JsonNode[]): readonly PrintedStatement[] {
  const { record, place } = outcome
  const [lowest, highest] = [numberAt(record, 'scaleMin'), numberAt(record, 'scaleMax')]
  if (lowest === undefined || highest === undefined) return []
  const values = estimates
    .filter((one) => textAt(one.record, 'outcome') === textAt(record, 'id'))
    .flatMap((one) => {
      const [number] = printedAlike([numberAt(one.record, 'estimate')].filter((value) => value !== undefined))
      return number === undefined ? [] : [{ number, place: one.place }]
    })
  const subject = textAt(record, 'name') ?? ''
  return [{ kind: 'scale', subject, place, lowest, highest, values, areDifferences: true }]
}
