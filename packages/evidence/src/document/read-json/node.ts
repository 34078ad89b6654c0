import type { Place } from '../place.ts'
import { type PrintedNumber, printedNumber } from '../printed-number.ts'
import type { PlacedNumber, PrintedP } from '../statement.ts'

export type JsonRecord = { readonly [key: string]: unknown }

/** An object of a data file with where it stands and what it stands in. */
export interface JsonNode {
  readonly record: JsonRecord
  readonly place: Place
  /** Key under which it stands; of a member of a list the key of the list. */
  readonly key: string
  readonly parent?: JsonNode
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every object in a data file, from the outside in. Objects under `derived` are computed, not printed: left out. */
export function nodesOf(document: string, json: unknown): readonly JsonNode[] {
  const nodes: JsonNode[] = []
  const visit = (value: unknown, key: string, path: string, parent: JsonNode | undefined) => {
    if (Array.isArray(value)) {
      for (const [index, member] of value.entries()) visit(member, key, `${path}/${index}`, parent)
      return
    }
    if (!isRecord(value) || key === 'derived') return
    const node = nodeOf(document, value, key, path, parent)
    nodes.push(node)
    for (const [name, member] of Object.entries(value)) visit(member, name, `${path}/${name}`, node)
  }
  visit(json, '', '', undefined)
  return nodes
}

function nodeOf(
  document: string,
  record: JsonRecord,
  key: string,
  path: string,
  parent: JsonNode | undefined,
): JsonNode {
  const item = textAt(record, 'id') ?? parent?.place.item
  const lines = linesAt(record) ?? parent?.place.lines
  const where = textAt(record, 'where')
  const place: Place = {
    document,
    path,
    ...(item === undefined ? {} : { item }),
    ...(lines === undefined ? {} : { lines }),
    ...(where === undefined ? {} : { where }),
  }
  return { record, place, key, ...(parent === undefined ? {} : { parent }) }
}

function linesAt(record: JsonRecord): readonly (readonly [number, number])[] | undefined {
  const lines = record['lines']
  const isSpan = (span: unknown) =>
    Array.isArray(span) && span.length === 2 && span.every((line) => typeof line === 'number')
  return Array.isArray(lines) && lines.every(isSpan) ? (lines as [number, number][]) : undefined
}

/** A member of the node, as a node of its own. */
export function childOf(node: JsonNode, key: string): JsonNode | undefined {
  const record = node.record[key]
  return isRecord(record)
    ? nodeOf(node.place.document, record, key, `${node.place.path ?? ''}/${key}`, node)
    : undefined
}

/** Members of a list in the node that are objects. */
export function childrenOf(node: JsonNode, key: string): readonly JsonNode[] {
  const list = node.record[key]
  if (!Array.isArray(list)) return []
  return list.flatMap((record: unknown, index) =>
    isRecord(record)
      ? [nodeOf(node.place.document, record, key, `${node.place.path ?? ''}/${key}/${index}`, node)]
      : [],
  )
}

export function numberAt(record: JsonRecord, key: string): number | undefined {
  const value = record[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function textAt(record: JsonRecord, key: string): string | undefined {
  const value = record[key]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function textsAt(record: JsonRecord, key: string): readonly string[] {
  const value = record[key]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** A number of the node with its place: the path leads to the number itself. */
export function placedAt({ record, place }: JsonNode, key: string, label?: string): PlacedNumber | undefined {
  const value = numberAt(record, key)
  if (value === undefined) return undefined
  const at = { ...place, path: `${place.path ?? ''}/${key}` }
  return { number: printedNumber(value), place: at, ...(label === undefined ? {} : { label }) }
}

/** p as printed: `p`, or with an upper bound as `pMax` or `pLessThan`. */
export function pAt(record: JsonRecord): PrintedP | undefined {
  const keys = [
    ['p', '='],
    ['pValue', '='],
    ['pMax', '<='],
    ['pLessThan', '<'],
  ] as const
  for (const [key, relation] of keys) {
    const value = numberAt(record, key)
    if (value !== undefined) return { number: printedNumber(value), relation }
  }
  return undefined
}

/** Counts have no decimals. */
export function countOf(value: number): PrintedNumber {
  return printedNumber(value, 0)
}

/** What the node is about: outcome, measure, study … of itself or of what it stands in. */
export function subjectOf(node: JsonNode): string {
  const { record, place, parent } = node
  const own = ['intervention', 'study', 'name', 'outcome', 'finding', 'modality', 'measure', 'title']
    .filter((key) => key !== 'measure' || textAt(record, 'outcome') === undefined)
    .map((key) => textAt(record, key))
    .filter((text) => text !== undefined)
  if (own.length > 0) return [...new Set(own)].join(': ')
  return parent === undefined ? place.document : subjectOf(parent)
}

/** The nearest record, the node itself first, that has the key. */
export function nearest(node: JsonNode, key: string): JsonRecord | undefined {
  if (node.record[key] !== undefined) return node.record
  return node.parent === undefined ? undefined : nearest(node.parent, key)
}
