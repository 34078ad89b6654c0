import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { knowledgeFolder } from '@dosis/knowledge'
import { startServer } from '@dosis/server'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { runDosis } from '../main.ts'

const folder = mkdtempSync(join(tmpdir(), 'dosis-cli-diff-'))
const other = join(folder, 'knowledge')
cpSync(knowledgeFolder, other, { recursive: true, filter: (from) => !/\/(src|node_modules)$|\.test\.ts$/.test(from) })
afterAll(() => rmSync(folder, { recursive: true }))

const vignettes = join(knowledgeFolder, 'cases/vignettes.json')

/** In the other version continuous endurance training is no longer allowed. */
const form = join(other, 'forms/aerobic_continuous.yaml')
const own = readFileSync(form, 'utf8')
writeFileSync(
  form,
  own.replace('    verdict: allowed\n    status: quoted', '    verdict: not_allowed\n    status: quoted'),
)

async function dosis(...words: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runDosis(words, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readStandardInput: () => '',
    colours: false,
  })
  return { exitCode, out: out.join('\n'), err: err.join('\n') }
}

test('names the rule, and the patients for whom it comes out otherwise', async () => {
  const { exitCode, out } = await dosis('knowledge', 'diff', knowledgeFolder, other, '--patients', vignettes)
  expect(exitCode).toBe(0)
  expect(out).toContain('changed forms/aerobic_continuous/inside-the-evidence (verdict)')
  expect(out).toContain('1 rule changed')
  expect(out).toMatch(/^VIG-\w+\n {2}no longer allowed: aerobic_continuous: allowed → not_allowed/m)
  expect(out).toMatch(/[1-9]\d* of 15 patients affected/)
})

test('speaks Dutch, and JSON', async () => {
  const dutch = await dosis('knowledge', 'diff', knowledgeFolder, other, '--patients', vignettes, '--lang', 'nl')
  expect(dutch.out).toContain('niet meer toegestaan: aerobic_continuous')
  const json = JSON.parse((await dosis('knowledge', 'diff', knowledgeFolder, other, '--json')).out) as object
  expect(json).toMatchObject({ changes: [{ change: 'changed', keys: ['verdict'] }], patients: 0, affected: [] })
})

test('a version is the same as itself, and ours is the other one when none is named', async () => {
  const { exitCode, out } = await dosis('knowledge', 'diff', knowledgeFolder)
  expect([exitCode, out]).toEqual([0, '0 rules changed'])
})

test.each([
  ['nowhere', undefined, 'nowhere: no such folder'],
  [knowledgeFolder, { on: 'today' }, 'needs a list of patients'],
  [knowledgeFolder, [{ id: 'A', assessmentDate: 'today' }], 'patients.json: [0].'],
])('%s with patients %j is refused: %s', async (version, patients, message) => {
  const file = join(folder, 'patients.json')
  writeFileSync(file, JSON.stringify(patients ?? []))
  const { exitCode, err } = await dosis('knowledge', 'diff', version, '--patients', file)
  expect(exitCode).toBe(2)
  expect(err).toContain(message)
})

test('lists the patients of a practice by id, plans that would wait first, and never by name', async () => {
  const data = join(folder, 'data')
  const server = await startServer({ port: 0, data, demo: true })
  await server.stop()
  const { exitCode, out } = await dosis('knowledge', 'diff', knowledgeFolder, other, '--data', data)
  expect(exitCode).toBe(0)
  expect(out).toMatch(
    /^proef-kers\n {2}plan waits, form no longer allowed: aerobic_continuous: allowed(_with_conditions)? → not_allowed/m,
  )
  expect(out).toMatch(/[1-9]\d* of 12 patients affected/)
  expect(out).not.toMatch(/Karel|Proef-Kers/)
  const same = await dosis('knowledge', 'diff', knowledgeFolder, '--data', data)
  expect(same.out).toBe('0 rules changed\n\n0 of 12 patients affected')
}, 60_000)

test('lists the same patients from PostgreSQL, and leaves what is stored as it is', async () => {
  const postgres = await startPostgres({ keepsWrites: true })
  try {
    const server = await startServer({ port: 0, data: join(folder, 'unused'), url: postgres.url, demo: true })
    await server.stop()
    const { exitCode, out } = await dosis('knowledge', 'diff', knowledgeFolder, other, '--database', postgres.url)
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^proef-kers\n {2}plan waits, form no longer allowed: aerobic_continuous: /m)
    expect(out).toMatch(/[1-9]\d* of 12 patients affected/)
    expect(out).not.toMatch(/Karel|Proef-Kers/)
    const again = await dosis('knowledge', 'diff', knowledgeFolder, other, '--database', postgres.url)
    expect(again).toEqual({ exitCode, out, err: '' })
    const same = await dosis('knowledge', 'diff', knowledgeFolder, '--database', postgres.url)
    expect(same.out).toBe('0 rules changed\n\n0 of 12 patients affected')
  } finally {
    await postgres.stop()
  }
}, 60_000)

test('a PostgreSQL that does not answer is refused in one line', async () => {
  const url = 'postgres://postgres@127.0.0.1:1/postgres'
  const { exitCode, err } = await dosis('knowledge', 'diff', knowledgeFolder, '--database', url)
  expect(exitCode).toBe(2)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test.each([
  [['--data', join(folder, 'nothing-here')], 'holds no database of Dosis'],
  [['--data', folder, '--patients', vignettes], 'needs a file or a database, not both'],
])('%j is refused: %s', async (words, message) => {
  const { exitCode, err } = await dosis('knowledge', 'diff', knowledgeFolder, ...words)
  expect([exitCode, err]).toEqual([2, expect.stringContaining(message)])
})
