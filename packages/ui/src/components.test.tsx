import type { Language } from '@dosis/domain'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import {
  AnswerList,
  CertaintyMark,
  ChoiceField,
  DataTable,
  FilledCircles,
  MultiChoice,
  Notice,
  ProgressPath,
  QuantityField,
  ReasonChain,
  Ring,
  SaveState,
  SegmentedControl,
  ThresholdAxis,
  Timeline,
  YesNoField,
} from './index.ts'
import { LanguageProvider } from './language.tsx'
import { en } from './messages/en.ts'
import { nl } from './messages/nl.ts'

const ignore = () => undefined
const markup = (of: ReactNode, language: Language = 'nl') =>
  renderToStaticMarkup(<LanguageProvider initial={language}>{of}</LanguageProvider>)
const count = (text: string, part: string | RegExp) => text.split(part).length - 1

describe('fields', () => {
  test('a fact that is not known is its own answer and stands first', () => {
    const html = markup(<YesNoField label="Rookt" value={undefined} onChange={ignore} />)
    expect(html).toContain('role="radiogroup"')
    expect(html.indexOf('niet bekend')).toBeLessThan(html.indexOf('>ja<'))
    expect(html).toMatch(/<input[^>]*checked=""[^>]*value="unknown"/)
    expect(html).not.toMatch(/checked=""[^>]*value="no"/)
  })

  test('no and not known are two different answers', () => {
    const html = markup(<YesNoField label="Rookt" value={false} onChange={ignore} />)
    expect(html).toMatch(/<input[^>]*checked=""[^>]*value="no"/)
    expect(html).not.toMatch(/checked=""[^>]*value="unknown"/)
  })

  test('an unknown number is an open place with words, not a zero', () => {
    const html = markup(<QuantityField label="Gewicht" unit="kg" value={undefined} onChange={ignore} />)
    expect(html).toMatch(/<input[^>]*placeholder="niet bekend"[^>]*value=""/)
    expect(html).toContain('data-open=""')
    expect(html).not.toContain('wissen')
  })

  test('a number is written in the language, with its unit in the field and a way back to not known', () => {
    expect(markup(<QuantityField label="Gewicht" unit="kg" decimals={1} value={72.5} onChange={ignore} />)).toContain(
      'value="72,5"',
    )
    expect(
      markup(<QuantityField label="Weight" unit="kg" decimals={1} value={72.5} onChange={ignore} />, 'en'),
    ).toContain('value="72.5"')
    expect(markup(<QuantityField label="Gewicht" unit="kg" value={15000} onChange={ignore} />)).toContain(
      'value="15000"',
    )
    expect(markup(<QuantityField label="Gewicht" unit="kg" value={72} onChange={ignore} />)).toContain(
      'Gewicht wissen: niet bekend',
    )
  })

  test('zero is a known number', () => {
    const html = markup(<QuantityField label="Pijn" unit="0–10" value={0} onChange={ignore} />)
    expect(html).toContain('value="0"')
    expect(html).not.toContain('data-open')
  })

  test('an unusual number is kept and asked about', () => {
    const html = markup(
      <QuantityField label="Rustpols" unit="per minuut" usual={{ from: 40, to: 110 }} value={118} onChange={ignore} />,
    )
    expect(html).toContain('Ongewone waarde')
    expect(html).not.toContain('aria-invalid')
  })

  test('"none of these" and "not known" are two different ticks', () => {
    const options = [{ value: 'a', label: 'A' }]
    const none = markup(<MultiChoice label="Medicijnen" options={options} value={[]} onChange={ignore} />)
    const unknown = markup(<MultiChoice label="Medicijnen" options={options} value={undefined} onChange={ignore} />)
    expect(none).toMatch(/checked=""[^>]*\/><span>geen van deze/)
    expect(none).not.toMatch(/checked=""[^>]*\/><span>niet bekend/)
    expect(unknown).toMatch(/checked=""[^>]*\/><span>niet bekend/)
  })

  test('a problem is tied to its field', () => {
    const html = markup(
      <ChoiceField
        id="nyha"
        label="NYHA"
        problem="Kies een klasse."
        options={[]}
        value={undefined}
        onChange={ignore}
      />,
    )
    expect(html).toMatch(/<select[^>]*aria-describedby="nyha-problem"[^>]*aria-invalid="true"/)
    expect(html).toContain('id="nyha-problem">Kies een klasse.')
  })

  test('one segment of a group is chosen', () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }))
    expect(
      count(markup(<SegmentedControl label="x" options={options} value="b" onChange={ignore} />), 'checked=""'),
    ).toBe(1)
  })
})

describe('marks', () => {
  test('certainty is four marks and a word that names what it is about', () => {
    const html = markup(<CertaintyMark certainty="very_low" />)
    expect(count(html, '<circle')).toBe(4)
    expect(count(html, '<path')).toBe(1)
    expect(html).toContain('Zekerheid van het bewijs: zeer laag')
  })

  test('a notice is said at once only when it appears while reading', () => {
    expect(markup(<Notice kind="stop" title="Stop" />)).not.toContain('role=')
    expect(markup(<Notice kind="stop" title="Stop" live />)).toContain('role="alert"')
  })

  test('what is not saved offers to try again', () => {
    expect(markup(<SaveState state="not_saved" onRetry={ignore} />)).toContain('Opnieuw proberen')
    expect(markup(<SaveState state="saved_here" />)).toContain(
      'Bewaard op deze telefoon. We sturen het zodra er verbinding is.',
    )
  })
})

describe('reasons', () => {
  test('say rule, source with edition and status, certainty, and the statement with its id and place', () => {
    const html = markup(
      <ReasonChain
        reasons={[
          {
            rule: 'Te overwegen',
            ruleId: 'strength',
            source: { name: 'Richtlijn', edition: 'module C.2', status: 'concept, 1 april 2026' },
            certainty: null,
            statements: [{ id: 'REC-OST-C2-p3', text: 'Aangepast aan de patiënt.', place: 'C.2' }],
          },
        ]}
      />,
    )
    for (const part of [
      'Te overwegen',
      'strength',
      'Richtlijn',
      'module C.2',
      'concept, 1 april 2026',
      'niet in de bron vermeld',
      'REC-OST-C2-p3',
      'Aangepast aan de patiënt.',
    ]) {
      expect(html).toContain(part)
    }
  })
})

describe('figures', () => {
  test('a line of a table opens in place and names its columns', () => {
    const table = (startsOpen: string[]) =>
      markup(
        <DataTable
          caption="Vormen"
          rows={[{ id: 'a' }]}
          rowKey={({ id }) => id}
          startsOpen={startsOpen}
          detail={() => 'waarom'}
          columns={[{ key: 'id', header: 'Vorm', cell: ({ id }) => id, rowHeader: true }]}
        />,
      )
    expect(table([])).toContain('aria-expanded="false"')
    expect(table([])).not.toContain('waarom')
    expect(table(['a'])).toContain('waarom')
    expect(table([])).toMatch(/<caption[^>]*>Vormen/)
    expect(table([])).toMatch(/<th role="rowheader" scope="row"/)
  })

  test('three thresholds stay three, and one that the source does not give says so', () => {
    const html = markup(
      <ThresholdAxis
        label="Pijn"
        unit="mm"
        change={-14}
        betterWhen="lower"
        measurementError={{ value: null }}
        individual={{ value: 15 }}
        group={{ value: 20 }}
      />,
    )
    expect(html).toContain('−14\u00a0mm')
    expect(html).toMatch(/Meetfout<\/dt><dd data-missing="">niet in de bron vermeld/)
    expect(html).toMatch(/Verandering voor één persoon<\/dt><dd>15\u00a0mm/)
    expect(html).toMatch(/Grens voor groepen<\/dt><dd>20\u00a0mm/)
  })

  test('a change that cannot be computed is not drawn as zero', () => {
    const html = markup(
      <ThresholdAxis
        label="Pijn"
        change={null}
        betterWhen="lower"
        measurementError={{ value: 5 }}
        individual={{ value: null }}
        group={{ value: null }}
      />,
    )
    expect(html).toMatch(/Verandering<\/dt><dd data-missing="">nog niet bekend/)
    expect(count(html, 'class="d-change"')).toBe(1)
  })

  test('a strip says its last value to those who cannot see it, and offers its table', () => {
    const html = markup(
      <Timeline
        caption="Pijn"
        weeks={[1, 2, 3]}
        strips={[{ title: 'Pijn', unit: '0–10', series: [{ name: 'na', kind: 'line', values: [5, 4, null] }] }]}
      />,
    )
    expect(html).toMatch(/<desc[^>]*>na: 4 \(week 2\)<\/desc>/)
    expect(html).toContain('Als tabel')
  })
})

describe('for the patient', () => {
  test('circles say in words what they show, also when more was done than planned', () => {
    const html = markup(<FilledCircles done={4} planned={3} />)
    expect(html).toContain('4 van 3 keer gedaan')
    expect(count(html, 'class="d-circle"')).toBe(4)
  })

  test('the ring tells the seconds and stays quiet', () => {
    const html = markup(<Ring remaining={36.2} total={60} />, 'en')
    expect(html).toContain('role="timer"')
    expect(html).toContain('aria-live="off"')
    expect(html).toContain('37 seconds left')
  })

  test('the path lists the weeks in words up to today', () => {
    const html = markup(
      <ProgressPath now={2} weeks={[1, 2, 3].map((week) => ({ week, level: week, planned: 3, done: 3 }))} />,
    )
    expect(html).toContain('Week 2 van 3.')
    expect(count(html, '<li>')).toBe(2)
    expect(html).toContain('Niveau 2')
  })

  test('several answers are ticks, one answer is a radio button', () => {
    const options = [{ value: 'a', label: 'A' }]
    expect(markup(<AnswerList label="x" options={options} value="a" onChange={ignore} />)).toContain('type="radio"')
    expect(markup(<AnswerList many label="x" options={options} value={[]} onChange={ignore} />)).toContain(
      'type="checkbox"',
    )
  })
})

test.each([
  ['nl', nl],
  ['en', en],
])('no word of the components is empty in %s', (_, messages) => {
  const empty = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.trim() === ''
      : typeof value === 'object' && value !== null && Object.values(value).some(empty)
  expect(empty(messages)).toBe(false)
})
