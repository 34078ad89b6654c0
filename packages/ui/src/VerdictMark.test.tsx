import { readFileSync } from 'node:fs'
import { exerciseVerdicts, languages } from '@dosis/domain'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { LanguageProvider } from './language.tsx'
import { en } from './messages/en.ts'
import { nl } from './messages/nl.ts'
import { VerdictMark, verdicts } from './VerdictMark.tsx'

const words = { nl, en }
const marks = readFileSync(new URL('./css/marks.css', import.meta.url), 'utf8')
const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

test('every verdict of the domain has a mark', () => {
  expect([...verdicts].sort()).toEqual([...exerciseVerdicts].sort())
})

describe.each(languages)('in %s', (language) => {
  const markup = (verdict: (typeof verdicts)[number]) =>
    renderToStaticMarkup(
      <LanguageProvider initial={language}>
        <VerdictMark verdict={verdict} />
      </LanguageProvider>,
    )

  test.each(verdicts)('%s has a colour, an icon and a word', (verdict) => {
    const html = markup(verdict)
    expect(html).toContain(`>${words[language].verdict[verdict]}</span>`)
    expect(html).toMatch(/<svg[^>]*aria-hidden="true"/)

    const colour = new RegExp(`\\[data-verdict='${verdict}'\\] \\{\\s*color: var\\(--([\\w-]+)\\)`).exec(marks)?.[1]
    expect(colour).toBe(`verdict-${verdict.replaceAll('_', '-')}`)
    expect(tokens).toContain(`--${colour}:`)
  })

  test('no two verdicts share an icon or a word', () => {
    const shapes = verdicts.map((verdict) => /<svg[\s\S]*?>([\s\S]*)<\/svg>/.exec(markup(verdict))?.[1])
    expect(new Set(shapes).size).toBe(verdicts.length)
    expect(new Set(Object.values(words[language].verdict)).size).toBe(verdicts.length)
  })
})
