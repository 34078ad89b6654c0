import type { PrintedDocument, PrintedEstimate, PrintedStatement } from '../statement.ts'
import { estimateOf } from './estimates.ts'
import { forestOf } from './forest.ts'
import { isGradeRow, readGradeRow } from './grade-row.ts'
import { readLooseObject } from './loose-objects.ts'
import { readNetworkTable } from './network-table.ts'
import { type JsonNode, nodesOf } from './node.ts'
import { readWholeFile } from './whole-file.ts'

/**
 * Reads what is printed from data that were taken from a document: rows of GRADE tables, tables of estimates, forest
 * plots, results of single studies. It goes by the names of the keys (`estimate`, `ciLow`, `ciHigh`, `participants`,
 * `variants`, `studies`, `riskOfBias` …, see the guide); what it does not know it leaves out.
 * @param name file name, by which files refer to each other
 * @param json the parsed file
 */
export function readEvidenceJson(name: string, json: unknown): PrintedDocument {
  const nodes = nodesOf(name, json)
  const [root] = nodes
  if (root === undefined) return { name, statements: [] }
  const forests = nodes.flatMap((node) => forestOf(node) ?? [])
  const special: readonly PrintedStatement[] = [
    ...nodes.filter(isGradeRow).flatMap(readGradeRow),
    ...readNetworkTable(root),
    ...forests,
    ...forests.flatMap((forest) => [
      ...forest.rows.flatMap(({ effect }) => effect ?? []),
      ...(forest.total?.effect === undefined ? [] : [forest.total.effect]),
    ]),
    ...readWholeFile(root, nodes),
  ]
  const statements = [...special, ...nodes.flatMap(readLooseObject), ...otherEstimates(nodes, special)]
  return { name, statements }
}

/** Estimates that stand in none of the known tables. */
function otherEstimates(nodes: readonly JsonNode[], special: readonly PrintedStatement[]): readonly PrintedEstimate[] {
  const rows = nodes.filter(isGradeRow).map(({ place }) => `${place.path}/`)
  const known = new Set(special.flatMap((one) => (one.kind === 'estimate' ? (one.place.path ?? []) : [])))
  return nodes
    .filter(({ place }) => !known.has(place.path ?? '') && !rows.some((row) => place.path?.startsWith(row)))
    .flatMap((node) => estimateOf(node) ?? [])
}
