import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { knowledgeFolder } from '../folder.ts'
import { checkKnowledge } from './check-knowledge.ts'

/** The knowledge of this repository, broken in one place at a time. */
const folder = mkdtempSync(join(tmpdir(), 'dosis-broken-'))
cpSync(knowledgeFolder, folder, {
  recursive: true,
  filter: (from) => !/\/(src|node_modules)$|\.test\.ts$/.test(from),
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The lines of the errors that one broken file gives. */
function errorsWith(file: string, from: string | RegExp, to: string): readonly string[] {
  const path = join(folder, file)
  const sound = readFileSync(path, 'utf8')
  const broken = sound.replace(from, to)
  if (broken === sound) throw new RangeError(`errorsWith: needs ${String(from)} in ${file}`)
  writeFileSync(path, broken)
  try {
    return checkKnowledge(folder)
      .filter(({ level }) => level === 'error')
      .map(({ kind, file: where, path: inside, message }) => `${kind} ${where}: ${inside}: ${message}`)
  } finally {
    writeFileSync(path, sound)
  }
}

test.each<[string, string, string | RegExp, string, string]>([
  [
    'a question that bears on a statement nobody wrote',
    'evidence/osteoporosis-strength-hip-bmd/question.yaml',
    'bearsOn: [REC-OST-C2,',
    'bearsOn: [REC-OST-C22,',
    'unknown-id evidence/osteoporosis-strength-hip-bmd/question.yaml: bearsOn[0]: no statement named "REC-OST-C22" (did you mean "REC-OST-C2"?)',
  ],
  [
    'a question that pools for an estimate nobody wrote',
    'evidence/osteoporosis-strength-hip-bmd/question.yaml',
    'estimate: C2-strength-bmd-hip',
    'estimate: C2-strength-bmd-hips',
    'unknown-id evidence/osteoporosis-strength-hip-bmd/question.yaml: pooling.estimate: no estimate named',
  ],
  [
    'a question with another certainty than its estimates',
    'evidence/osteoporosis-strength-hip-bmd/question.yaml',
    'certainty: [very_low]',
    'certainty: [low]',
    'missing-source evidence/osteoporosis-strength-hip-bmd/question.yaml: certainty: its estimates have [very_low]',
  ],
  [
    'a question with another status than its document',
    'evidence/osteoporosis-high-impact/question.yaml',
    'status: concept',
    'status: final',
    'missing-source evidence/osteoporosis-high-impact/question.yaml: status: the document is "concept"',
  ],
  [
    'a question with data that are not there',
    'evidence/heart-failure-non-drug/question.yaml',
    'published/hfref-nma.json',
    'published/hfref.json',
    'missing-source evidence/heart-failure-non-drug/question.yaml: data[0]: no file "evidence/published/hfref.json"',
  ],
  [
    'a question with trials and no word on how to pool them',
    'evidence/osteoporosis-strength-hip-bmd/question.yaml',
    /^pooling:[\s\S]*/m,
    '',
    'missing-source evidence/osteoporosis-strength-hip-bmd/question.yaml: pooling: studies.csv is there',
  ],
  [
    'the result of another question',
    'evidence/osteoporosis-strength/result.json',
    '"question": "osteoporosis-strength"',
    '"question": "osteoporosis"',
    'unknown-id evidence/osteoporosis-strength/result.json: question: is not osteoporosis-strength',
  ],
  [
    'a printed figure that is no number',
    'evidence/osteoporosis-strength-hip-bmd/question.yaml',
    "z: '2.94'",
    'z: 2,94',
    'unreadable evidence/osteoporosis-strength-hip-bmd/question.yaml: pooling.printed.z: ',
  ],
  [
    'an unknown statement',
    'safety/referrals/referral.yaml',
    '[SCR-OST-18]',
    '[SCR-OST-181]',
    'unknown-id safety/referrals/referral.yaml: rows[3].factIds[0]: no statement named "SCR-OST-181"',
  ],
  [
    'an unknown definition',
    'forms/strength_hf.yaml',
    'definition: ejection-fraction-not-reduced',
    'definition: ejection-fraction-reduced',
    'unknown-id forms/strength_hf.yaml: rows[0].also[1].when.definition: ',
  ],
  ['a missing translation', 'facts/frail.yaml', /^ {2}nl: .*\n/m, '', 'unreadable facts/frail.yaml: question.nl: '],
  [
    'a missing source of a rule',
    'safety/referrals/referral.yaml',
    '    factIds: [SCR-EIM-05, SCR-EIM-21]\n',
    '',
    'missing-source safety/referrals/referral.yaml: rows[5]: cites no statement',
  ],
  [
    'a missing source of a number',
    'forms/strength_hf.yaml',
    'limit: hard, factIds: [RX-HF-05] }',
    'limit: hard }',
    'missing-source forms/strength_hf.yaml: rows[4].dose.percent1RM: cites no statement',
  ],
  [
    'an unreachable rule',
    'decisions/osteo-guideline.yaml',
    'when: { fact: bone-health-plays-a-role, isKnown: false }',
    'when: { fact: bone-health-plays-a-role, is: false }',
    'unreachable-row decisions/osteo-guideline.yaml: rows[1]: never gets its turn',
  ],
  [
    'a predicate that is never true',
    'definitions/risk-group-3.yaml',
    /atLeast: 60/,
    'atLeast: 60, atMost: 50',
    'never-true definitions/risk-group-3.yaml: when: holds for nobody',
  ],
  [
    'a predicate that is always true',
    'definitions/low-bone-density.yaml',
    /^when:[\s\S]*?(?=^factIds|(?![\s\S]))/m,
    'when: { any: [{ fact: t-score, isKnown: true }, { fact: t-score, isKnown: false }] }\n',
    'always-true definitions/low-bone-density.yaml: when: holds for everybody',
  ],
  [
    'a score of a field that the form does not have',
    'instruments/tug.yaml',
    'of: time }',
    'of: seconds }',
    'unknown-id instruments/tug.yaml: form.score: no input named "seconds"',
  ],
  [
    'a course without points of its own',
    'instruments/sppb.yaml',
    '          3-m:',
    '          5-m:',
    'gap instruments/sppb.yaml: form.inputs[4].points.tables: has no points for "3-m"',
  ],
  [
    'percentiles of ages that do not follow on each other',
    'instruments/grip-left-kilograms.yaml',
    'fromAge: 25, toAge: 29',
    'fromAge: 26, toAge: 29',
    'gap instruments/grip-left-kilograms.yaml: form.references[0].bySex.male[1]: does not follow on the ages before it',
  ],
  [
    'an active reference that rests on a transcription alone',
    'instruments/grip-left-kilograms.yaml',
    '      review: awaiting_review',
    '      review: active',
    'unreviewed-rule-active instruments/grip-left-kilograms.yaml: form.references[0]: rests on V2 alone',
  ],
  [
    'a gap in a table',
    'decisions/cardiac-strength-advice.yaml',
    /( {2}- id: none\n {4}names:\n.*\n.*\n)/,
    '$1    when: { fact: frail, is: true }\n',
    'gap decisions/cardiac-strength-advice.yaml: rows: some patients are left without an answer',
  ],
  [
    'a gap between the bands of a score',
    'instruments/fes-i-16.yaml',
    'to: 22',
    'to: 20',
    'gap instruments/fes-i-16.yaml: bands: scores ',
  ],
  [
    'an overlap between the bands of a score',
    'instruments/fes-i-16.yaml',
    'to: 22',
    'to: 24',
    'overlap instruments/fes-i-16.yaml: bands: scores ',
  ],
  [
    'a threshold without cases',
    'definitions/risk-group-2.yaml',
    'atLeast: 3',
    'atLeast: 31',
    'threshold-without-case definitions/risk-group-2.yaml: when.all[3]: no case has glucocorticoid-months at, above 31',
  ],
])('finds %s in a copy of the real knowledge, with file and path', (_, file, from, to, wanted) => {
  const errors = errorsWith(file, from, to)
  expect(errors.map((line) => line.slice(0, wanted.length))).toContain(wanted)
})

test('the copy itself is sound', () => {
  expect(checkKnowledge(folder).filter(({ level }) => level === 'error')).toEqual([])
})

test('finds estimates whose question nobody asked, and a question that nothing answers', () => {
  const path = join(folder, 'evidence/osteoporosis-strength')
  const elsewhere = join(folder, 'evidence/osteoporosis-power')
  renameSync(join(path, 'question.yaml'), join(folder, 'question.yaml'))
  mkdirSync(elsewhere)
  renameSync(join(folder, 'question.yaml'), join(elsewhere, 'question.yaml'))
  try {
    const lines = checkKnowledge(folder)
      .filter(({ level }) => level === 'error')
      .map(({ file, message }) => `${file}: ${message}`)
    expect(lines).toEqual(
      expect.arrayContaining([
        'evidence/osteoporosis-strength/estimates.yaml: no question.yaml beside it says what was asked',
        'evidence/osteoporosis-power/question.yaml: no estimates.yaml beside it answers the question',
        'evidence/osteoporosis-power/result.json: missing; run "dosis knowledge evidence --write"',
      ]),
    )
  } finally {
    renameSync(join(elsewhere, 'question.yaml'), join(path, 'question.yaml'))
    rmSync(elsewhere, { recursive: true })
  }
})
