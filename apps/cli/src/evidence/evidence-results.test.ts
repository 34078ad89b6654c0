import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { knowledgeFolder } from '@dosis/knowledge'
import { afterAll, describe, expect, test } from 'vitest'
import { runDosis } from '../main.ts'
import { evidenceResults, tableOf } from './read-evidence.ts'

const io = { out: () => {}, err: () => {}, readStandardInput: () => '', colours: false }
const results = evidenceResults(knowledgeFolder, io)
const evidence = (path: string): string => readFileSync(join(knowledgeFolder, 'evidence', path), 'utf8')
const published = JSON.parse(evidence('published/osteo-bmd-hip-forest.json'))
const hip = 'osteoporosis-strength-hip-bmd'
const stored = JSON.parse(evidence(`${hip}/result.json`))
const { recomputed } = stored

async function dosis(...args: string[]) {
  const lines: string[] = []
  const write = (text: string) => lines.push(text)
  const exitCode = await runDosis(args, { ...io, out: write, err: write })
  return { exitCode, text: lines.join('\n') }
}

test.each(results.map((one) => [one.question.id, one] as const))(
  'the result of %s is, byte for byte, what its inputs give',
  (_, { stored, computed }) => {
    expect(stored).toBe(computed)
  },
)

describe('the trials of the total hip', () => {
  const { columns, rows } = tableOf(join(knowledgeFolder, 'evidence', hip, 'studies.csv'), io)
  const numbers = rows.map((row) => row.map((cell, at) => (at === 0 ? cell : Number(cell) + 0)))

  test('stand in studies.csv as in the forest plot of the document', () => {
    expect(columns.slice(0, 7)).toEqual(['study', 'mean1', 'sd1', 'n1', 'mean2', 'sd2', 'n2'])
    expect(numbers).toEqual(
      published.studies.map((one: typeof published) => {
        const { experimental: a, control: b, weightPercent, smd, ciLow, ciHigh } = one
        const printed = [weightPercent, smd, ciLow + 0, ciHigh, one.lines[0][0]]
        return [one.study, a.mean, a.sd, a.n, b.mean, b.sd, b.n, ...printed]
      }),
    )
  })

  test('give every printed digit again with the conventions of RevMan 5', () => {
    const { total, heterogeneity, overall } = published
    const printed = Object.fromEntries(
      recomputed.compared.map((one: { what: string; printed: string }) => [one.what, Number(one.printed)]),
    )
    expect(printed).toMatchObject({
      estimate: total.smd,
      lower: total.ciLow,
      upper: total.ciHigh,
      total1: total.nExperimental,
      total2: total.nControl,
      tauSquared: heterogeneity.tau2,
      q: heterogeneity.chi2,
      degreesOfFreedom: heterogeneity.df,
      qPValue: heterogeneity.p,
      iSquaredPercent: heterogeneity.i2Percent,
      z: overall.z,
      pValue: overall.p,
    })
    expect(recomputed.compared).toHaveLength(12 + 4 * 10)
    expect(recomputed.compared.filter(({ agrees }: { agrees: boolean }) => !agrees)).toEqual([])
    expect(recomputed.variance).toBe('RevMan 5')
  })

  // Reference values: R 4.2.2 with metafor 5.1-0 on the same rows, in packages/evidence/fixtures/reference/pub07_seed_hip_bmd.json.
  test('give what the document does not show as R does, to the digits of the file', () => {
    const { predictionIntervals, knappHartung, heterogeneityLimits, leaveOneOut, egger, begg, trimAndFill } =
      recomputed.notShownBySource
    expect(predictionIntervals.HTS.lower).toBeLessThan(0)
    expect(predictionIntervals.V.lower).toBeCloseTo(-0.297986, 6)
    expect(knappHartung.lower).toBeCloseTo(0.07663344811773809, 11)
    expect(knappHartung.upper).toBeCloseTo(0.7596046128036437, 11)
    expect(heterogeneityLimits.tauSquared).toMatchObject({ lower: 0, upper: expect.closeTo(0.7315708493284434, 9) })
    const withoutEladl = leaveOneOut.find(({ without }: { without: string }) => without === 'Eladl, 2025')
    expect(withoutEladl).toMatchObject({ tauSquared: 0, estimate: expect.closeTo(0.31081484942285886, 11) })
    expect(egger.slope.pValue).toBeCloseTo(0.978702179075585, 11)
    expect(begg.pValue).toBeCloseTo(0.38071979717813054, 11)
    expect(trimAndFill).toMatchObject({ missingStudies: 3, side: 'right' })
    expect(trimAndFill.pooled.estimate).toBeCloseTo(0.5054139192693092, 11)
  })
})

test('the heart-failure estimates stand to their thresholds as the published data say', () => {
  const { estimates } = JSON.parse(evidence('published/hfref-nma.json'))
  const computed = JSON.parse(evidence('heart-failure-non-drug/result.json')).estimates
  const judged = estimates.filter((one: typeof estimates) => one.derived?.pointEstimateReachesMcid !== undefined)
  expect(judged.length).toBeGreaterThan(10)
  for (const { id, derived } of judged) {
    const { againstGroupThreshold } = computed.find((one: { id: string }) => one.id === id)
    expect([
      id,
      againstGroupThreshold?.estimateReaches ?? null,
      againstGroupThreshold?.wholeIntervalReaches ?? null,
    ]).toEqual([id, derived.pointEstimateReachesMcid, derived.wholeCiBeyondMcid])
  }
})

describe('dosis knowledge evidence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dosis-evidence-'))
  cpSync(knowledgeFolder, folder, {
    recursive: true,
    filter: (from) => !/\/(src|node_modules)$|\.test\.ts$/.test(from),
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const result = join(folder, 'evidence', hip, 'result.json')

  test('says which result a new trial makes old, writes it, and is then content', async () => {
    const studies = join(folder, 'evidence', hip, 'studies.csv')
    writeFileSync(studies, `${readFileSync(studies, 'utf8')}Another,0.02,0.1,40,0,0.1,40,,,,,\n`)
    const before = await dosis('knowledge', 'evidence', folder)
    expect(before.exitCode).toBe(1)
    expect(before.text).toContain(`evidence/${hip}/result.json: differs from what is computed`)

    expect((await dosis('knowledge', 'evidence', folder, '--write')).exitCode).toBe(0)
    expect(JSON.parse(readFileSync(result, 'utf8')).recomputed.pooled.studyCount).toBe(11)
    expect((await dosis('knowledge', 'evidence', folder)).exitCode).toBe(0)
  })

  test('names the row and the column of a cell that is no number', async () => {
    const studies = join(folder, 'evidence', hip, 'studies.csv')
    writeFileSync(studies, readFileSync(studies, 'utf8').replace('0.858', 'o.858'))
    const { exitCode, text } = await dosis('knowledge', 'evidence', folder)
    expect(exitCode).toBe(2)
    expect(text).toMatch(/studies\.csv: .*row 2.*mean1|studies\.csv: .*mean1.*row 2/)
  })
})

describe('dosis knowledge trail', () => {
  test('goes from a recommendation to the trials behind it', async () => {
    const { exitCode, text } = await dosis('knowledge', 'trail', 'REC-OST-C2', '--json')
    const trail = JSON.parse(text)
    expect(exitCode).toBe(0)
    expect(trail.rules).toContainEqual({ kind: 'recommendations', id: 'REC-OST-C2', cites: ['REC-OST-C2'] })
    expect(trail.estimates).toContain('C2-strength-bmd-hip')
    expect(trail.questions).toContain(hip)
    expect(trail.trials).toContainEqual({ question: hip, study: 'Eladl, 2025', row: 4 })
  })

  test('goes from a question back to the rules that it touches', async () => {
    const { rules, trials } = JSON.parse((await dosis('knowledge', 'trail', 'low-back-pain-run-walk', '--json')).text)
    expect(rules.map(({ kind, id }: { kind: string; id: string }) => `${kind}/${id}`)).toContain('decisions/evidence')
    expect(trials).toEqual([])
  })

  test('answers no for a statement without estimates, and refuses an id that nobody wrote', async () => {
    expect((await dosis('knowledge', 'trail', 'SCR-EIM-05')).exitCode).toBe(1)
    expect(await dosis('knowledge', 'trail', 'REC-OST-C22')).toMatchObject({ exitCode: 2 })
  })
})
