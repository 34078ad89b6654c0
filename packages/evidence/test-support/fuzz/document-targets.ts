import fc from 'fast-check'
import { checkDocument, readEvidenceJson, readPrintedText } from '../../src/document/index.ts'
import { type FuzzTarget, target } from './fuzz-target.ts'
import { oddNumber, strangeName } from './values.ts'

const numeral = fc.oneof(
  fc.double({ min: -50, max: 50, noNaN: true }).map((value) => value.toFixed(2)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value.toFixed(3).replace('.', ',')),
  fc.nat(5000).map(String),
  fc.constantFrom(
    '−0.34',
    '1.234.567',
    '0',
    '-0',
    '1e400',
    '99999999999999999999999',
    '0.0000000001',
    '.5',
    '1,2,3',
    '½',
  ),
)

const words = fc.constantFrom(
  'MD',
  'SMD',
  'OR',
  'RR',
  'HR',
  '(95% CI',
  '95%-BI',
  'to',
  'tot',
  ';',
  ')',
  'p =',
  'p <',
  'n =',
  '%',
  '/',
  'I² =',
  'participants',
  'studies',
  'RCTs',
  'low certainty ⊕⊕◯◯',
  'downgraded two levels',
  '|',
  '\n',
  '\n\n',
  '| Outcome | Effect | Certainty |\n|---|---|---|\n|',
  'a. Risk of bias',
  'in favour of exercise',
  'per 1000',
  'fewer',
  'scale 0–100',
)

const sentence = fc
  .tuple(
    fc.constantFrom('MD', 'SMD', 'OR', 'RR', 'HR', ''),
    fc.array(numeral, { minLength: 5, maxLength: 5 }),
    fc.constantFrom('95% CI', '95%-BI', '90% CI', 'CI'),
    fc.constantFrom('to', 'tot', '–', ';'),
  )
  .map(([measure, [a, b, c, p, n], name, to]) => `${measure} ${a} (${name} ${b} ${to} ${c}; p = ${p}; n = ${n})`)

const text = fc
  .array(fc.oneof(sentence, words, numeral, strangeName, fc.string({ maxLength: 12 })), { maxLength: 40 })
  .map((parts) => parts.join(' '))

/** Keys that evidence files have, with values of any kind. */
const evidence: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; record: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.double({ noNaN: true, min: -100, max: 100 }), oddNumber, fc.nat(900), numeral, strangeName, sentence),
    fc.constantFrom(null, true, false),
    tie('record'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  record: fc.dictionary(
    fc.constantFrom(
      'outcome',
      'estimate',
      'effect',
      'ci',
      'ci95',
      'lower',
      'upper',
      'p',
      'n',
      'studies',
      'participants',
      'certainty',
      'footnotes',
      'rating',
      'downgrades',
      'intervention',
      'control',
      'events',
      'total',
      'mean',
      'sd',
      'measure',
      'comparisons',
      'table',
      'scale',
      'criteria',
      'rows',
      'grade',
      '__proto__',
    ),
    tie('value'),
    { maxKeys: 8 },
  ),
})).record

/** What is printed may be anything; what is found is quoted from it, so texts are not judged. */
const kindsOf = (findings: ReturnType<typeof checkDocument>) =>
  findings.map(({ kind, severity }) => ({ kind, severity }))

/** Printed documents, as text and as data. */
export const documentTargets: readonly FuzzTarget[] = [
  target({
    area: 'document',
    name: 'readPrintedText and checkDocument',
    weight: 3,
    inputs: fc.array(text, { minLength: 1, maxLength: 2 }),
    compute: (texts) => kindsOf(checkDocument(texts.map((one, at) => readPrintedText(`document ${at + 1}`, one)))),
  }),
  target({
    area: 'document',
    name: 'readEvidenceJson and checkDocument',
    weight: 3,
    inputs: fc.oneof({ weight: 4, arbitrary: evidence }, { weight: 1, arbitrary: fc.jsonValue() }),
    compute: (json) => kindsOf(checkDocument([readEvidenceJson('evidence.json', json)])),
  }),
]
