import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess } from '@dosis/engine'
import { afterAll, expect, test } from 'vitest'
import { knowledgeFolder } from '../folder.ts'
import { readKnowledge } from '../load-knowledge.ts'
import { type NamedPatient, patientImpacts } from './patient-impact.ts'
import { ruleChanges } from './rule-changes.ts'

const folder = mkdtempSync(join(tmpdir(), 'dosis-diff-'))
cpSync(knowledgeFolder, folder, { recursive: true, filter: (from) => !/\/(src|node_modules)$|\.test\.ts$/.test(from) })
afterAll(() => rmSync(folder, { recursive: true }))

const before = readKnowledge()

/** The knowledge of this repository with one place changed. */
function withChange(file: string, from: string, to: string) {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new RangeError(`withChange: needs ${from} in ${file}`)
  writeFileSync(path, text.replace(from, to))
  try {
    return readKnowledge(folder)
  } finally {
    writeFileSync(path, text)
  }
}

const { vignettes } = JSON.parse(readFileSync(join(knowledgeFolder, 'cases/vignettes.json'), 'utf8')) as {
  vignettes: readonly { id: string; input: unknown }[]
}
const patients: readonly NamedPatient[] = vignettes.flatMap(({ id, input }) => {
  const parsed = parseAssessmentInput(input)
  return parsed.ok ? [{ id, input: parsed.value }] : []
})

test('nothing changes between a version and itself', () => {
  expect(ruleChanges(before, before)).toEqual([])
  expect(patientImpacts(patients, before, before)).toEqual([])
})

test('a lower ceiling names its row, the number and the patients whose dose it holds down', () => {
  const after = withChange(
    'forms/aerobic_continuous.yaml',
    'percentVo2peak: { start: 50, upTo: 80, lowest: 50, highest: 80, limit: hard, factIds: [RX-HF-02] }\n      minutesPerSession: { start: null, limit: soft, factIds: [RX-HF-02] }\n    factIds: [RX-HF-02]\n',
    'percentVo2peak: { start: 50, upTo: 70, lowest: 50, highest: 70, limit: hard, factIds: [RX-HF-02] }\n      minutesPerSession: { start: null, limit: soft, factIds: [RX-HF-02] }\n    factIds: [RX-HF-02]\n',
  )
  expect(ruleChanges(before, after)).toEqual([
    { change: 'changed', rule: 'forms/aerobic_continuous/inside-the-evidence', keys: ['dose'] },
  ])
  const affected = patientImpacts(patients, before, after)
  expect(affected.length).toBeGreaterThan(0)
  for (const { impacts } of affected) {
    expect(impacts).toEqual([
      {
        kind: 'lower_dose',
        about: 'aerobic_continuous, percentVo2peak',
        form: 'aerobic_continuous',
        key: 'percentVo2peak',
        before: '50–80, at most 80',
        after: '50–70, at most 70',
        amounts: { before: { value: 50, upTo: 80, most: 80 }, after: { value: 50, upTo: 70, most: 70 } },
      },
    ])
  }
})

test('a form that is no longer allowed comes before a change of level, and rows in another order are a change', () => {
  const after = withChange(
    'forms/aerobic_continuous.yaml',
    '    verdict: allowed\n    status: quoted',
    '    verdict: not_allowed\n    status: quoted',
  )
  const affected = patientImpacts(patients, before, after)
  expect(affected.length).toBeGreaterThan(0)
  expect(affected[0]?.impacts[0]).toMatchObject({
    kind: 'no_longer_allowed',
    about: 'aerobic_continuous',
    before: 'allowed',
    after: 'not_allowed',
  })
})

test('a row that is added or removed is named, and so is the order of the table', () => {
  const after = withChange('forms/aerobic_continuous.yaml', '  - id: nyha-three', '  - id: class-three')
  expect(ruleChanges(before, after)).toEqual([
    { change: 'changed', rule: 'forms/aerobic_continuous', keys: ['rows'] },
    { change: 'added', rule: 'forms/aerobic_continuous/class-three', keys: [] },
    { change: 'removed', rule: 'forms/aerobic_continuous/nyha-three', keys: [] },
  ])
})

test('a statement that is taken back while its rules stay names everybody whose answer cites it, after what comes out otherwise', () => {
  const { 'SCR-EIM-04': _, ...statements } = before.statements
  const affected = patientImpacts(patients, before, { ...before, version: 'other', statements })
  const citing = patients.filter(({ input }) => assess(input, before).factIds.includes('SCR-EIM-04'))
  expect(citing.length).toBeGreaterThan(0)
  expect(affected.map(({ patient }) => patient)).toEqual(citing.map(({ id }) => id))
  for (const { impacts } of affected) {
    expect(impacts).toEqual([{ kind: 'withdrawn_statement', about: 'SCR-EIM-04', before: 'S', after: 'removed' }])
  }
})
