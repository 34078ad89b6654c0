import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { knowledgeFolder } from '@dosis/knowledge'
import { afterAll, expect, test } from 'vitest'
import { runDosis } from '../main.ts'

const copy = mkdtempSync(join(tmpdir(), 'dosis-coverage-'))
afterAll(() => rmSync(copy, { recursive: true }))

async function coverage(...words: string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runDosis(['knowledge', 'coverage', ...words], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readStandardInput: () => '',
    colours: false,
  })
  return { exitCode, out: out.join('\n'), err }
}

test('prints the share per document and section, in both languages', async () => {
  const english = await coverage()
  expect(english.out).toMatch(/^osteo-guideline +\d+ +\d+/m)
  expect(english.out).toMatch(/^ {2}Prescription +\d+/m)
  expect(english.out).toContain('No item without a rule or a reason.')
  const dutch = await coverage('--lang', 'nl')
  expect(dutch.out).toMatch(/^ {2}Dosering +\d+/m)
  expect(dutch.out).toContain('Geen punt zonder regel of reden.')
  expect([english.exitCode, dutch.exitCode]).toEqual([0, 0])
})

test('gives programs every item with the rules that carry it out, or the reason', async () => {
  const { out } = await coverage('--json')
  const found = JSON.parse(out) as {
    total: { items: number; executable: number; evidence: number; listed: number; gaps: number }
    items: { id: string; how: string; by: string[]; reason: string | null }[]
  }
  const { items, executable, evidence, listed, gaps } = found.total
  expect(executable + evidence + listed + gaps).toBe(items)
  expect(found.items).toHaveLength(items)
  expect(found.items.find(({ id }) => id === 'RX-HF-06')?.by).toContain('forms/inspiratory_muscle_training')
  expect(found.items.find(({ id }) => id === 'ELG-OST-29')).toMatchObject({ how: 'listed', reason: 'background' })
})

test('fails on an item that loses its rule, and says which', async () => {
  cpSync(knowledgeFolder, copy, { recursive: true, filter: (path) => !/node_modules|\/src$/.test(path) })
  const form = join(copy, 'constraints/run-walk-education.yaml')
  writeFileSync(form, readFileSync(form, 'utf8').replace('RX-LBP-14, ', ''))
  const { exitCode, out } = await coverage(copy)
  expect(out).toMatch(/^uncovered: RX-LBP-14: rule of runwalk-clbp/m)
  expect(exitCode).toBe(1)
})

test('a folder that is not there is bad input', async () => {
  const { exitCode, err } = await coverage('/nowhere')
  expect(err).toEqual(['/nowhere: no such folder'])
  expect(exitCode).toBe(2)
})
