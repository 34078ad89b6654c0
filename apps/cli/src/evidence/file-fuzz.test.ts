import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runDosis } from '../main.ts'

const csv = `study;year;n1;mean1;sd1;n2;mean2;sd2;group
Eén;2001;20;1,5;0,8;22;1,1;0,9;a
Twee;2003;31;2,5;1,1;29;1,9;1,2;b
Drie;2010;44;2,1;0,7;40;2,2;0,9;a
Vier;2015;12;0,5;1,8;11;0,1;1,1;b
`
const json = JSON.stringify([
  { study: 'A', events1: 4, n1: 50, events2: 8, n2: 48 },
  { study: 'B', events1: 1, n1: 20, events2: 0, n2: 21 },
  { study: 'C', events1: 12, n1: 90, events2: 18, n2: 95 },
])
const arms = `study,treatment,n,events
s1,A,40,3
s1,B,42,9
s2,B,30,5
s2,C,33,2
s3,A,51,8
s3,C,50,4
`
const revMan = `<?xml version="1.0"?><COCHRANE_REVIEW><STUDIES><STUDY ID="S1" NAME="One"/><STUDY ID="S2" NAME="Two"/></STUDIES>
<COMPARISON NO="1"><DICH_OUTCOME NO="1"><NAME>Falls</NAME><DICH_SUBGROUP NO="1"><NAME>Old</NAME>
<DICH_DATA STUDY_ID="S1" EVENTS_1="4" TOTAL_1="50" EVENTS_2="8" TOTAL_2="48"/>
<DICH_DATA STUDY_ID="S2" EVENTS_1="1" TOTAL_1="20" EVENTS_2="3" TOTAL_2="21"/>
</DICH_SUBGROUP></DICH_OUTCOME></COMPARISON></COCHRANE_REVIEW>`

/** What may stand in a file by mistake. */
const stray = fc.oneof(
  fc.constantFrom(
    '',
    '\n',
    ';',
    ',',
    '"',
    '<',
    '>',
    '&x;',
    '{',
    ']',
    'null',
    'NaN',
    'Infinity',
    '-1',
    '0',
    '1e400',
    '1e200',
    '1,5,5',
    'NA',
    '\u0000',
    '\uFEFF',
    '\r',
    '\t',
    '研究',
    '<!DOCTYPE x [<!ENTITY e "x">]>',
    '"__proto__":',
  ),
  fc.string({ maxLength: 6 }),
)

/** Replaces pieces of a text. */
const spoiled = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(9), stray), { maxLength: 3 })
    .map((changes) => changes.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), text))

const runs: Record<string, readonly [text: string, args: readonly string[]]> = {
  'CSV of studies': [csv, ['pool', '-', '--json', '--sensitivity', '--bias']],
  'CSV of studies, for people': [csv, ['pool', '-', '--lang', 'nl']],
  'JSON of studies': [json, ['pool', '-', '--json', '--measure', 'OR']],
  'CSV of a network': [arms, ['network', '-', '--json']],
  'a RevMan review': [revMan, ['pool', '-', '--json', '--measure', 'RR']],
}

test.each(Object.keys(runs))('%s, spoiled, gives an answer or is refused with the place', async (name) => {
  const [text, args] = runs[name] as (typeof runs)[string]
  let answered = 0
  await fc.assert(
    fc.asyncProperty(spoiled(text), async (input) => {
      const [out, err]: [string[], string[]] = [[], []]
      const io = {
        out: (line: string) => out.push(line),
        err: (line: string) => err.push(line),
        readStandardInput: () => input,
        colours: false,
      }
      const exitCode = await runDosis([...args], io)
      if (exitCode === 0) {
        answered += 1
        // A study may be called so.
        const named = /NaN|undefined|\[object /.test(input)
        if (!named) expect(out.join('\n')).not.toMatch(/\b(NaN|undefined)\b|\[object /)
      } else {
        expect(exitCode).toBe(2)
        expect(err.length).toBeGreaterThan(0)
        for (const line of err) expect(line).toMatch(/^(standard input|-)(: |\W)/)
      }
    }),
    { numRuns: 150 },
  )
  expect(answered).toBeGreaterThan(5)
})
