import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runDosis } from './main.ts'

const vignettesFile = new URL('../../../knowledge/cases/vignettes.json', import.meta.url).pathname
const file = JSON.parse(readFileSync(vignettesFile, 'utf8')) as {
  vignettes: { id: string; input: Record<string, unknown>; expected: { triage: { level: string } } }[]
}
const first = file.vignettes[0]
if (first === undefined) throw new Error('the file of vignettes is empty')
const folder = mkdtempSync(join(tmpdir(), 'dosis-cli-'))

async function dosis(words: readonly string[], standardInput = '') {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runDosis(words, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readStandardInput: () => standardInput,
    colours: false,
  })
  return { exitCode, out: out.join('\n'), err }
}

function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

test('every vignette of the source package agrees', async () => {
  const { exitCode, out } = await dosis(['vignettes', vignettesFile])
  expect(out).toContain(`${file.vignettes.length} of ${file.vignettes.length} vignettes agree`)
  expect(exitCode).toBe(0)
})

test('a vignette that expects something else is reported field by field, with exit 1', async () => {
  const other = structuredClone(file)
  const changed = other.vignettes[0]
  if (changed !== undefined) changed.expected.triage.level = 'zeer_complex'
  const { exitCode, out } = await dosis(['vignettes', written('other.json', other)])
  expect(out).toMatch(/triage\.level: expected "zeer_complex", got "eenvoudig"/)
  expect(out).toContain(`${file.vignettes.length - 1} of ${file.vignettes.length}`)
  expect(exitCode).toBe(1)
})

test('assess answers for people in both languages, and for programs as canonical JSON', async () => {
  const path = written('patient.json', first.input)
  const english = await dosis(['assess', path])
  const dutch = await dosis(['assess', path, '--lang', 'nl'])
  const json = await dosis(['assess', path, '--json'])
  expect(english.out).toContain('Level of care')
  expect(dutch.out).toContain('Zorgniveau')
  expect(JSON.parse(json.out)).toMatchObject({ triage: { level: first.expected.triage.level } })
  expect([english.exitCode, dutch.exitCode, json.exitCode]).toEqual([0, 0, 0])
})

test('assess reads standard input, and answers the same bytes', async () => {
  const path = written('patient.json', first.input)
  const fromFile = await dosis(['assess', path, '--json'])
  const fromInput = await dosis(['assess', '-', '--json'], JSON.stringify(first.input))
  expect(fromInput.out).toBe(fromFile.out)
})

test.each([
  ['no such file', ['assess', '/nowhere/patient.json'], '', '/nowhere/patient.json: no such file'],
  ['no JSON', ['assess', '-'], '{"patient": ', 'standard input: is not JSON'],
  [
    'a wrong type',
    ['assess', '-'],
    JSON.stringify({ ...first.input, patient: { ageYears: 'old', sex: 'female' } }),
    'patient.ageYears',
  ],
  [
    'an impossible day',
    ['assess', '-'],
    JSON.stringify({ ...first.input, assessmentDate: '2026-02-30' }),
    'assessmentDate',
  ],
  ['an unknown flag', ['assess', '-', '--colour'], '{}', '--colour: no such flag'],
  ['an unknown short flag', ['start', '-p', '8000'], '', '-p: no such flag'],
  ['an empty option', ['start', '--data', ''], '', '--data: needs a value: --data DIR'],
  ['an option without its value', ['start', '--data'], '', '--data: needs a value: --data DIR'],
  [
    'an address that is no database',
    ['start', '--database', 'foo'],
    '',
    '--database: needs the address of a PostgreSQL',
  ],
  ['a folder without a database', ['replay', 'x', '--data', '/nowhere'], '', 'holds no database of Dosis: /nowhere'],
  ['no folder of knowledge', ['knowledge', 'check', '/nowhere'], '', '/nowhere: no such folder'],
  [
    'a bone that nobody knows',
    ['assess', '-'],
    '{"assessmentDate":"2026-05-04","bone":{"fractures":[{"site":"verteber"}]}}',
    'bone.fractures[0].site: needs one of vertebra, hip',
  ],
  ['an unknown command', ['prescribe'], '', 'no command named "prescribe"'],
  ['an argument too many', ['assess', 'a.json', 'b.json'], '', 'b.json: is one argument too many'],
  ['a language that is not there', ['assess', '-', '--lang', 'fr'], JSON.stringify(first.input), 'needs nl or en'],
  ['a port that is none', ['start', '--port', '99999'], '', 'needs a port from 0 to 65535'],
  ['no file of vignettes', ['vignettes', '-'], '{"vignettes": 3}', 'vignettes: needs a list'],
])('%s is bad input: one line that says where and why, exit 2', async (_, words, standardInput, message) => {
  const { exitCode, err } = await dosis(words, standardInput)
  expect(err.join('\n')).toContain(message)
  expect(err.join('\n')).not.toMatch(/^\s+at /m)
  expect(exitCode).toBe(2)
})

test('a missing argument is bad input too', async () => {
  const { exitCode, err } = await dosis(['assess'])
  expect(err).toHaveLength(1)
  expect(exitCode).toBe(2)
})

test('knowledge check finds no error in the knowledge of this repository', async () => {
  const { exitCode, out } = await dosis(['knowledge', 'check'])
  expect(out).toMatch(/^0 errors/m)
  expect(exitCode).toBe(0)
})

test('help names every command of the contract', async () => {
  const { out } = await dosis(['--help'])
  for (const name of ['start', 'assess', 'plan', 'progress', 'evaluate', 'vignettes', 'knowledge', 'replay'])
    expect(out).toContain(name)
})

test('a day that is null is not known, and says so', async () => {
  const { exitCode, out } = await dosis(['assess', '-'], JSON.stringify({ ...first.input, assessmentDate: null }))
  expect(out).toContain('Assessment on an unknown day')
  expect(exitCode).toBe(0)
})

test('nobody is cleared in words while a rule for a referral cannot be judged', async () => {
  const { out } = await dosis(['assess', '-'], '{"assessmentDate":"2026-05-04"}')
  expect(out).toContain('No referral known yet')
  expect(out).not.toContain('No referral needed')
})

test('a condition without a rule is named, with what it may mean, and that condition is asked about', async () => {
  const conditions = ['knee_osteoarthritis', 'osteoporisis']
  const { out } = await dosis(['assess', '-'], JSON.stringify({ ...first.input, conditions }))
  expect(out).toMatch(/^ {2}osteoarthritis of the knee +no rule of Dosis has weighed this condition$/m)
  expect(out).toMatch(/^ {2}osteoporisis +no rule .*; did you mean osteoporosis\?/m)
})

test.each([
  [['vignettes', vignettesFile], /15 van 15 vignetten zijn gelijk/],
  [['knowledge', 'check'], /^0 fouten/m],
])('%j answers in Dutch', async (words, expected) => {
  const { out } = await dosis([...words, '--lang', 'nl'])
  expect(out).toMatch(expected)
})

test('no raw id of a form stands where the therapist must decide', async () => {
  const { out } = await dosis(['plan', '-'], JSON.stringify(first.input))
  expect(out).toContain('Source is silent, you decide')
  expect(out).not.toMatch(/[a-z]+_[a-z]+_/)
})

test('erasing a patient asks for the id twice, a request and a list', async () => {
  const [request, list] = [
    ['--request', '2026-014'],
    ['--list', join(folder, 'erased.txt')],
  ]
  for (const [words, asksFor] of [
    [[], '--request'],
    [request, '--list'],
    [[...request, ...list], '--confirm'],
    [[...request, ...list, '--confirm', 'p-2'], '--confirm'],
  ] as const) {
    const { exitCode, err } = await dosis(['erase-patient', 'p-1', ...words])
    expect(exitCode).toBe(2)
    expect(err.join('\n')).toContain(asksFor)
  }
})
