import { readFileSync } from 'node:fs'
import type { Contrast } from '@dosis/evidence/network'

const folder = new URL('../../packages/evidence/fixtures/reference/', import.meta.url)

/** Rows of a table of a reference case, by column. */
function rowsOf(file: string, table: string): Record<string, string | number>[] {
  const { data } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    data: Record<string, { cols: string[]; rows: (string | number)[][] }>
  }
  const { cols, rows } = data[table] ?? { cols: [], rows: [] }
  return rows.map((row) => Object.fromEntries(cols.map((column, at) => [column, row[at] ?? ''])))
}

/** The 13 trials of BCG vaccine against tuberculosis (Colditz et al. 1994), with latitude and year. */
export const bcgTrials = rowsOf('pub01_bcg_rr.json', 'raw').map(({ study, year, ai, bi, ci, di, ablat }) => ({
  study: String(study),
  events1: Number(ai),
  total1: Number(ai) + Number(bi),
  events2: Number(ci),
  total2: Number(ci) + Number(di),
  latitude: Number(ablat),
  year: Number(year),
}))

/** The 26 trials of 10 treatments of Senn et al. 2013. */
export const sennContrasts: Contrast[] = rowsOf('pub08_senn_nma_md.json', 'contrasts').map((row) => ({
  study: String(row['studlab']),
  treatment1: String(row['treat1']),
  treatment2: String(row['treat2']),
  estimate: Number(row['TE']),
  standardError: Number(row['seTE']),
}))
