import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runDosis } from '../main.ts'

const folder = mkdtempSync(join(tmpdir(), 'dosis-evidence-'))
const references = new URL('../../../../packages/evidence/fixtures/reference/', import.meta.url).pathname

async function dosis(words: readonly string[], standardInput = '') {
  const out: string[] = []
  const err: string[] = []
  const io = {
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
    readStandardInput: () => standardInput,
    colours: false,
  }
  const exitCode = await runDosis(words, io)
  return { exitCode, out: out.join('\n'), err }
}

const written = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Reference {
  readonly data: Readonly<Record<string, { cols: string[]; rows: (string | number | null)[][] }>>
  readonly analyses: readonly { id: string; fn: string; result?: Record<string, unknown> }[]
}
const reference = (id: string): Reference =>
  JSON.parse(readFileSync(join(references, `${id}.json`), 'utf8')) as Reference
/** A table of a reference case as a spreadsheet of a Dutch reader writes it. */
const asCsv = (id: string, table: string): string => {
  const { cols = [], rows = [] } = reference(id).data[table] ?? {}
  return [cols, ...rows]
    .map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)).join(';'))
    .join('\n')
}
const hip = written('hip.csv', asCsv('pub07_seed_hip_bmd', 'raw'))
const bcg = written('bcg.csv', asCsv('pub01_bcg_rr', 'raw'))
const sennTreatments = [
  'sitagliptin',
  'vildagliptin',
  'rosiglitazone',
  'pioglitazone',
  'miglitol',
  'acarbose',
  'benfluorex',
  'metformin',
  'sulfonylurea',
  'placebo',
]
const senn = written('senn.csv', asCsv('pub08_senn_nma_md', 'contrasts'))

test('every public reference case agrees, for people and for programs', async () => {
  const people = await dosis(['reference', references])
  const lines = people.out.split('\n')
  expect(lines).toHaveLength(13)
  expect(lines.at(-1)).toBe('386 of 386 analyses agree')
  expect(people.exitCode).toBe(0)
  const { cases } = JSON.parse((await dosis(['reference', references, '--json'])).out) as {
    cases: { id: string; analyses: { id: string; result?: unknown }[] }[]
  }
  expect(cases).toHaveLength(12)
  expect(cases.flatMap(({ analyses }) => analyses).filter(({ result }) => result === undefined)).toEqual([])
})

test('a reference case that says something else is found, with exit 1; one without results is answered', async () => {
  const place = mkdtempSync(join(folder, 'cases-'))
  const wrong = structuredClone(reference('pub07_seed_hip_bmd')) as Reference
  const analysis = wrong.analyses.find(({ fn }) => fn === 'pairwise')
  if (analysis?.result !== undefined) analysis.result['tau2'] = [0.5]
  writeFileSync(join(place, 'a.json'), JSON.stringify(wrong))
  const { exitCode, out } = await dosis(['reference', place])
  expect(exitCode).toBe(1)
  expect(out).toContain('47 of 48 analyses agree')
  expect(out).toContain(`${analysis?.id}: tau2`)
  const open = { ...wrong, analyses: wrong.analyses.map(({ result: _result, ...rest }) => rest) }
  writeFileSync(join(place, 'a.json'), JSON.stringify(open))
  expect((await dosis(['reference', place])).exitCode).toBe(0)
})

test('the forest plot of the guideline is reproduced to every printed digit', async () => {
  const { out, exitCode } = await dosis(['pool', hip, '--preset', 'RevMan 5'])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/Pooled +0\.42 +\[0\.14; 0\.70\] +p = 0\.0033/)
  expect(out).toContain('tau² = 0.0800')
  expect(out).toContain('Q = 15.83, df = 9, p = 0.070; I² = 43.2%')
  expect(out).toMatch(/Eladl 2025 +1\.69 +\[0\.96; 2\.42\] +9\.2%/)
  expect((await dosis(['pool', hip, '--preset', 'RevMan 5', '--lang', 'nl'])).out).toMatch(
    /Samen +0,42 +\[0,14; 0,70\]/,
  )
})

test('subgroups, regression, sensitivity and small studies come with it when asked for', async () => {
  const { out } = await dosis([
    'pool',
    bcg,
    '--measure',
    'RR',
    '--subgroup',
    'alloc',
    '--moderators',
    'ablat',
    '--sensitivity',
    '--bias',
  ])
  expect(out).toContain('Difference between subgroups: Q = 1.86, df = 2')
  expect(out).toMatch(/ablat +−0\.0291 /)
  expect(out).toContain('− TPT Madras 1980')
  expect(out).toContain('Egger: p = 0.189; Begg: p = 0.952')
  const json = JSON.parse((await dosis(['pool', bcg, '--measure', 'RR', '--json', '--sensitivity'])).out) as {
    pooled: { estimate: number; tauSquared: number; conventions: { method: string } }
    studies: unknown[]
    sensitivity: { leaveOneOut: unknown[] }
  }
  expect(json.pooled.tauSquared).toBeCloseTo(0.313243258, 8)
  expect(json.pooled.conventions.method).toBe('REML')
  expect([json.studies.length, json.sensitivity.leaveOneOut.length]).toEqual([13, 13])
})

test('a network is fitted, ranked and taken apart', async () => {
  const { out, exitCode } = await dosis(['network', senn, '--reference', 'placebo', '--method', 'DL'])
  expect(exitCode).toBe(0)
  expect(out).toContain('10 treatments, 26 studies')
  expect(out).toMatch(/rosiglitazone +−1\.2\d +\[/)
  expect(out).toContain('tau² = 0.1087 (DL)')
  expect((await dosis(['network', senn, '--r'])).out).toContain('library(netmeta)')
  expect((await dosis(['network', senn, '--r', '--components'])).out).toContain('netcomb(net, C.matrix = C')
  const script = (await dosis(['pool', bcg, '--measure', 'RR', '--r', '--subgroup', 'alloc', '--moderators', 'ablat']))
    .out
  expect(script).toContain('split(data, data$subgroup)')
  expect(script).toContain('# x1 is ablat')
})

test('what cannot be analysed is refused with row, column and exit 2', async () => {
  const bad = written('bad.csv', 'study;yi;vi\nA;0,5;0,1\nB;x;-1')
  const pooled = await dosis(['pool', bad])
  expect(pooled.exitCode).toBe(2)
  expect(pooled.err).toEqual([`${bad}: row 2, yi: must be a number, got "x"`])
  const split = written('split.csv', 'study,treat1,treat2,TE,seTE\n1,a,b,0,1\n2,c,d,0,1')
  const network = await dosis(['network', split])
  expect(network.exitCode).toBe(2)
  expect(network.err.join()).toContain('not connected')
  expect(await dosis(['pool', written('ragged.csv', 'a,b\n1')])).toMatchObject({ exitCode: 2 })
  expect((await dosis(['pool', hip, '--preset', 'SPSS'])).err).toEqual([
    '--preset: needs one of metafor, meta, RevMan 5, got "SPSS"',
  ])
  expect((await dosis(['pool', hip, '--measure', 'XYZ'])).err.join()).toContain('no measure named "XYZ"')
  expect((await dosis(['reference', join(folder, 'nowhere')])).err.join()).toContain('no such folder')
})

test('standard input, JSON records and reviews of RevMan are read too', async () => {
  const csv = readFileSync(hip, 'utf8')
  const fromFile = (await dosis(['pool', hip, '--json'])).out
  expect((await dosis(['pool', '-', '--json'], csv)).out).toBe(fromFile)
  const { cols = [], rows = [] } = reference('pub07_seed_hip_bmd').data['raw'] ?? {}
  const records = rows.map((row) => Object.fromEntries(cols.map((name, at) => [name, row[at]])))
  expect((await dosis(['pool', '-', '--json'], JSON.stringify(records))).out).toBe(fromFile)
  const study = (id: string, events: number) =>
    `<DICH_DATA STUDY_ID="STD-${id}" EVENTS_1="${events}" TOTAL_1="20" EVENTS_2="9" TOTAL_2="21"/>`
  const review = `<?xml version="1.0"?><COCHRANE_REVIEW><STUDIES><STUDY ID="STD-A" NAME="Proef A"/><STUDY ID="STD-B" NAME="Proef B"/></STUDIES>
    <ANALYSES_AND_DATA><COMPARISON NO="1"><DICH_OUTCOME NO="1"><NAME>Vallen</NAME>${study('A', 3)}${study('B', 5)}</DICH_OUTCOME>
    <DICH_OUTCOME NO="2"><NAME>Fracturen</NAME>${study('A', 2)}</DICH_OUTCOME></COMPARISON></ANALYSES_AND_DATA></COCHRANE_REVIEW>`
  const file = written('review.rm5', review)
  expect((await dosis(['pool', file])).err.join()).toContain(
    'choose one outcome with --outcome: 1.1 (Vallen); 1.2 (Fracturen)',
  )
  const falls = await dosis(['pool', file, '--outcome', 'Vallen', '--measure', 'RR'])
  expect(falls.out).toMatch(/Proef A +0\.35/)
  const bomb = written('bomb.rm5', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><COCHRANE_REVIEW/>')
  expect((await dosis(['pool', bomb])).exitCode).toBe(2)
})

test.each([
  ['forest', hip, ['--preset', 'RevMan 5', '--lang', 'nl', '--title', 'Botdichtheid']],
  ['cumulative', bcg, ['--measure', 'RR']],
  ['leave-one-out', bcg, ['--measure', 'RR']],
  ['funnel', bcg, ['--measure', 'RR', '--contours', '--fill']],
  ['baujat', bcg, ['--measure', 'RR']],
  ['bubble', bcg, ['--measure', 'RR', '--moderators', 'ablat']],
  ['network', senn, []],
  ['league', senn, []],
  ['rankogram', senn, []],
  ['sucra', senn, []],
  ['net-heat', senn, []],
  ['contribution', senn, []],
  ['network-funnel', senn, ['--order', sennTreatments.join(',')]],
])('draws %s as SVG, HTML and PNG', async (kind, file, flags) => {
  const path = (ending: string): string => join(folder, `${kind}.${ending}`)
  for (const ending of ['svg', 'html', 'png']) {
    const { exitCode, err } = await dosis(['plot', kind, file, '-o', path(ending), ...flags])
    expect([exitCode, err]).toEqual([0, []])
  }
  expect(readFileSync(path('svg'), 'utf8')).toMatch(/^<svg .*<title /)
  expect(readFileSync(path('html'), 'utf8')).toContain('<table>')
  expect(readFileSync(path('png')).subarray(1, 4).toString()).toBe('PNG')
})

test('risk of bias is drawn from its columns, and a word that is no judgement is refused', async () => {
  const rows = 'study;yi;vi;D1;D2;overall\nA;0,5;0,1;laag;some;hoog\nB;0,2;0,2;+;?;x'
  const file = written('bias.csv', rows)
  const out = join(folder, 'bias.svg')
  const words = ['plot', 'risk-of-bias', file, '-o', out, '--risk-of-bias', 'D1,D2,overall']
  expect((await dosis(words)).exitCode).toBe(0)
  const wrong = written('wrong.csv', rows.replace('laag', 'zwak'))
  expect((await dosis(words.with(2, wrong))).err).toEqual([
    `${wrong}: D1: row 1: needs low, some, high or unclear, got "zwak"`,
  ])
})

test('a network funnel needs all treatments in an order', async () => {
  const words = ['plot', 'network-funnel', senn, '-o', join(folder, 'order.svg')]
  expect((await dosis(words)).err.join()).toContain('--order: lacks ')
  expect((await dosis([...words, '--order', ['x', ...sennTreatments].join(',')])).err.join()).toContain(
    'no treatment named "x"',
  )
})

test('risk of bias colours a network and its contributions', async () => {
  const rows =
    'study;treat1;treat2;TE;seTE;bias\n1;a;b;0,5;0,2;laag\n2;b;c;0,3;0,1;hoog\n3;a;c;0,9;0,3;laag\n4;b;c;0,2;0,3;laag'
  const file = written('network-bias.csv', rows)
  const shown = async (kind: string) => {
    const words = ['plot', kind, file, '-o', join(folder, `${kind}.svg`), '--risk-of-bias', 'bias', '--json']
    return JSON.parse((await dosis(words)).out) as { table: { rows: string[][] } }
  }
  expect((await shown('network')).table.rows.flat()).toEqual(expect.arrayContaining(['Low', 'High']))
  expect((await shown('contribution')).table.rows.flat()).toEqual(expect.arrayContaining(['low', 'high']))
  const wrong = written('two-judgements.csv', `${rows}\n4;b;c;0,2;0,3;hoog`)
  const words = ['plot', 'network', wrong, '-o', join(folder, 'x.svg'), '--risk-of-bias', 'bias']
  expect(await dosis(words)).toMatchObject({ exitCode: 2 })
  const named = ['plot', 'network', file, '-o', join(folder, 'x.svg'), '--risk-of-bias', 'rob']
  expect((await dosis(named)).err.join()).toContain('no column named "rob"')
})

test('a printed estimate outside its interval is found, with exit 1', async () => {
  const text = written('summary.txt', 'De spierkracht nam toe: SMD 0,34 (95% BI 0,06 tot 0,32).')
  const { exitCode, out } = await dosis(['check-document', text, '--lang', 'nl'])
  expect(exitCode).toBe(1)
  expect(out).toContain('summary.txt L1')
  expect((await dosis(['check-document', '-'], 'SMD 0.34 (95% CI 0.06 to 0.62)')).exitCode).toBe(0)
})
