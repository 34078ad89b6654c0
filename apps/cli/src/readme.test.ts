import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runDosis } from './main.ts'

const repository = new URL('../../../', import.meta.url)
const readme = readFileSync(new URL('README.md', repository), 'utf8')
const { vignettes } = JSON.parse(readFileSync(new URL('knowledge/cases/vignettes.json', repository), 'utf8')) as {
  vignettes: { id: string; input: unknown }[]
}

test('the README shows what dosis assess answers for VIG-A13, in order', async () => {
  const input = vignettes.find(({ id }) => id === 'VIG-A13')?.input
  const out: string[] = []
  const exitCode = await runDosis(['assess', '-'], {
    out: (text) => out.push(text),
    err: (text) => out.push(text),
    readStandardInput: () => JSON.stringify(input),
    colours: false,
  })
  expect(exitCode).toBe(0)
  const lines = out.join('\n').split('\n')
  const [, shown = ''] = /\$ npx dosis assess patient\.json\n([^`]*)```/.exec(readme) ?? []
  expect(shown.split('\n').length).toBeGreaterThan(10)

  let from = 0
  for (const line of shown.split('\n').filter((one) => one !== '' && one !== '…')) {
    // An ellipsis stands for the rest of a line.
    const start = line.endsWith('…') ? line.slice(0, -1).trimEnd() : line
    const found = lines.findIndex(
      (one, index) => index >= from && (line === start ? one === start : one.startsWith(start)),
    )
    expect({ line, isThere: found >= 0 }).toEqual({ line, isThere: true })
    from = found + 1
  }
})

test('the README names every command of dosis', async () => {
  for (const name of [
    'start',
    'assess FILE',
    'plan FILE',
    'progress FILE',
    'evaluate FILE',
    'vignettes FILE',
    'knowledge check',
    'pool FILE',
    'network FILE',
    'plot KIND FILE',
    'check-document FILE',
    'reference DIR',
    'replay ID',
  ])
    expect(readme).toContain(`| \`dosis ${name}`)
})
