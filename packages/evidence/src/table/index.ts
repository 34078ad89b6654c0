export { formatNumber } from '../format-number.ts'
export { type ColumnRole, type RecognisedColumns, recogniseColumns } from './columns.ts'
export { parseNumber } from './parse-number.ts'
export { type PairwiseScript, pairwiseRScript } from './r-script.ts'
export { type ComponentScript, type NetworkScript, networkRScript } from './r-script-network.ts'
export { type ArmRow, type NetworkTable, readNetwork } from './read-contrasts.ts'
export {
  measureThatFits,
  type ReadStudiesOptions,
  readStudies,
  type StudyLabels,
  type StudyTable,
} from './read-studies.ts'
export type { TextTable } from './text-table.ts'
