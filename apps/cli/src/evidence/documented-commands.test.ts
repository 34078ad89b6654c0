import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runDosis } from '../main.ts'

const repository = new URL('../../../../', import.meta.url)
const page = readFileSync(new URL('docs/evidence/tables-and-cli.md', repository), 'utf8')
const [, block = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? []
const commands = block
  .split('\n')
  .filter((line) => line.startsWith('dosis '))
  .map((line) => line.replace(/ +#.*$/, '').replace(/ > \S+$/, ''))

/** Files by the names that the page uses. */
const files: Readonly<Record<string, string>> = {
  'trials.csv': `study;ai;n1i;ci;n2i;setting;weeks
A;4;123;11;139;home;6
B;6;306;29;303;gym;12
C;3;231;11;220;home;8
D;17;1716;65;1665;gym;20
E;5;2498;3;2341;home;10`,
  'arms.csv': `study;treatment;events;n
1;continuous;10;60
1;usual care;20;61
2;resistance;12;50
2;usual care;19;52
3;continuous + resistance;8;70
3;usual care;22;68
4;continuous + resistance;9;45
4;placebo;15;44
5;placebo;14;40
5;usual care;16;41`,
  'contrasts.csv': `study;treat1;treat2;TE;seTE
1;new;older;0,2;0,1
2;older;placebo;0,3;0,12
3;new;placebo;0,6;0,2
4;new;placebo;0,4;0,15`,
  'guideline.txt': 'Falls: RR 0.77 (95% CI 0.63 to 0.95).',
  'table.json': '[]',
}

const folder = mkdtempSync(join(tmpdir(), 'dosis-documented-'))
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)

/** Words as a shell has them, files in our folder. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? '')
    .slice(1)
    .map((word) => {
      if (word.startsWith('packages/')) return join(repository.pathname, word)
      return Object.hasOwn(files, word) || /^[a-z]+\.(svg|html)$/.test(word) ? join(folder, word) : word
    })

test('the page shows every command of the evidence', () => {
  expect(new Set(commands.map((command) => command.split(' ')[1]))).toEqual(
    new Set(['pool', 'network', 'plot', 'check-document', 'reference']),
  )
})

test.each(commands)('%s', async (command) => {
  const said: string[] = []
  const exitCode = await runDosis(wordsOf(command), {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    readStandardInput: () => '',
    colours: false,
  })
  expect({ exitCode, said: exitCode === 0 ? [] : said }).toEqual({ exitCode: 0, said: [] })
})
