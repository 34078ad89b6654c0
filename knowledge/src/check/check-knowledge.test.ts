import { expect, test } from 'vitest'
import { knowledgeFolder } from '../folder.ts'
import { planted, soundFiles, withKnowledge } from '../temporary-knowledge.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { findingKinds } from './finding.ts'

const found = (files: Readonly<Record<string, string>>) =>
  withKnowledge(files, (folder) =>
    checkKnowledge(folder).map(
      ({ level, kind, file, path, message }) => `${level} ${kind} ${file}: ${path}: ${message}`,
    ),
  )

const decision = 'decisions/may-train.yaml'
const older = '{ fact: age-years, atLeast: 60 }'

test('finds nothing in sound knowledge', () => {
  expect(found(soundFiles)).toEqual([])
})

const unused = (...facts: string[]) =>
  facts.map((fact) => `warning unused-fact facts/${fact}.yaml: : no rule looks at this fact`)

/** A fault for each kind of finding: what is planted, and the lines that must be found, in order. */
const faults: Record<string, { readonly files: Record<string, string>; readonly lines: readonly string[] }> = {
  'a file that cannot be read': {
    files: { ...soundFiles, 'notices/concept.yaml': 'text: [' },
    lines: ['error unknown-id forms/strength.yaml: rows[0].mustShow[0]: ', 'error unreadable notices/concept.yaml: '],
  },
  'a misspelt key': {
    files: planted(decision, 'outcome: train', 'outcme: train'),
    lines: [
      `error unreadable ${decision}: rows[2]: unknown key "outcme" (did you mean "outcome"?)`,
      `error unreadable ${decision}: rows[2].outcome: missing`,
      ...unused('fractures', 'pain'),
    ],
  },
  'an unknown statement': {
    files: planted(decision, '[BONE-1]', '[BONE-l]'),
    lines: [`error unknown-id ${decision}: rows[2].factIds[0]: no statement named "BONE-l" (did you mean "BONE-1"?)`],
  },
  'a case that cannot be read, and one that expects a statement nobody wrote': {
    files: {
      ...soundFiles,
      'cases/wrong.yaml': `
input: { on: 2026-02-30, treatmentStart: null, requests: [], measurements: {}, facts: {} }
expect: { triage.factIds: [BONE-7] }
`,
    },
    lines: [
      'error unknown-id cases/wrong.yaml: expect.triage.factIds[0]: no statement named "BONE-7" (did you mean "BONE-1"?)',
      'error unreadable cases/wrong.yaml: input.on: ',
    ],
  },
  'a cited statement without Dutch': {
    files: planted('guidelines/bone/statements.yaml', ', nl: Train tweemaal per week.', ''),
    lines: ['error missing-translation guidelines/bone/statements.yaml: BONE-1.text.nl: '],
  },
  'a statement without Dutch that nobody cites': {
    files: planted(
      'guidelines/bone/statements.yaml',
      'BONE-2:',
      'BONE-3: { text: { en: More. }, at: page 3 }\nBONE-2:',
    ),
    lines: ['warning missing-translation guidelines/bone/statements.yaml: BONE-3.text.nl: '],
  },
  'a row without a source': {
    files: planted(decision, '    outcome: train\n    factIds: [BONE-1]', '    outcome: train'),
    lines: [`error missing-source ${decision}: rows[2]: `],
  },
  'a number of a dose without a source': {
    files: planted('forms/strength.yaml', '{ start: 2, factIds: [BONE-1] }', '{ start: 2 }'),
    lines: ['error missing-source forms/strength.yaml: rows[0].dose.sessionsPerWeek: '],
  },
  'a contradiction with one side': {
    files: {
      ...soundFiles,
      'contradictions/INC-1.yaml':
        'names: { en: a, nl: b }\nplaces: [{ document: bone, at: page 1, says: { en: a, nl: b } }]\nholds: null\nbecause: { en: a, nl: b }\nconsequence: { kind: unused }',
    },
    lines: ['error missing-source contradictions/INC-1.yaml: places: '],
  },
  'a rule that decides on our own derivation': {
    files: planted('guidelines/bone/statements.yaml', 'at: page 1, kind: quoted', 'at: page 1, verification: D'),
    lines: [
      `error unreviewed-rule-active ${decision}: rows[2]: `,
      'error unreviewed-rule-active forms/strength.yaml: rows[0]: ',
      'error unreviewed-rule-active forms/strength.yaml: rows[0].dose.sessionsPerWeek: ',
      'error unreviewed-rule-active instruments/concern.yaml: : ',
      'error unreviewed-rule-active instruments/concern.yaml: thresholds[0]: ',
      'error unreviewed-rule-active instruments/concern.yaml: thresholds[1]: ',
      'error unreviewed-rule-active progressions/steps.yaml: advance: ',
    ],
  },
  'a row after one that always holds': {
    files: planted(decision, '    when: { all: [{ definition: older }, { fact: pain, is: true }] }\n', ''),
    lines: [`error unreachable-row ${decision}: rows[2]: "older-with-pain" before it always holds`, ...unused('pain')],
  },
  'a row that an earlier row always answers': {
    files: planted(
      decision,
      '{ all: [{ definition: older }, { fact: pain, is: true }] }',
      '{ fracture: { weeksAgo: { below: 3 } } }',
    ),
    lines: [
      `error unreachable-row ${decision}: rows[1]: never gets its turn`,
      `error threshold-without-case ${decision}: rows[1].when: no case has weeks since a fracture below, at 3`,
      ...unused('pain'),
    ],
  },
  'a row that two earlier rows answer together': {
    files: planted(
      decision,
      '  - id: otherwise',
      `  - { id: young, names: { en: a, nl: b }, when: { fact: age-years, below: 60 }, outcome: wait, factIds: [BONE-2] }
  - { id: old, names: { en: a, nl: b }, when: ${older}, outcome: wait, factIds: [BONE-2] }
  - id: otherwise`,
    ),
    lines: [`error unreachable-row ${decision}: rows[4]: never gets its turn`],
  },
  'numbers that cannot hold at once': {
    files: planted(
      'definitions/older.yaml',
      older,
      '{ all: [{ fact: age-years, below: 40 }, { fact: age-years, above: 60 }] }',
    ),
    lines: [
      `error unreachable-row ${decision}: rows[1]: `,
      `error never-true ${decision}: rows[1].when: holds for nobody`,
      'error never-true definitions/older.yaml: when: holds for nobody',
      'error threshold-without-case definitions/older.yaml: when.all[0]: ',
    ],
  },
  'a criterion that holds for everybody': {
    files: planted(
      'definitions/older.yaml',
      older,
      '{ any: [{ fact: age-years, atLeast: 60 }, { fact: age-years, atMost: 60 }] }',
    ),
    lines: ['error always-true definitions/older.yaml: when: holds for everybody: leave it out'],
  },
  'a table that leaves people without an answer': {
    files: planted(
      decision,
      '    names: { en: otherwise, nl: anders }\n',
      '    names: { en: otherwise, nl: anders }\n    when: { fact: pain, is: false }\n',
    ),
    lines: [`error gap ${decision}: rows: `],
  },
  'a score that falls in no band': {
    files: planted('instruments/concern.yaml', 'from: 5, to: 10', 'from: 7, to: 10'),
    lines: ['error gap instruments/concern.yaml: bands: scores 5 to 6 fall in none'],
  },
  'a score that falls in two bands': {
    files: planted('instruments/concern.yaml', 'from: 5, to: 10', 'from: 4, to: 10'),
    lines: ['error overlap instruments/concern.yaml: bands: scores 4 to 4 fall in more than one'],
  },
  'a start score with two thresholds': {
    files: planted('instruments/concern.yaml', '{ above: 5 }', '{ atLeast: 4 }'),
    lines: ['error overlap instruments/concern.yaml: thresholds: scores 4 to 5 fall in more than one'],
  },
  'a threshold that no case tries': {
    files: planted('definitions/older.yaml', 'atLeast: 60', 'atLeast: 61'),
    lines: ['error threshold-without-case definitions/older.yaml: when: no case has age-years above 61'],
  },
  'an answer outside the range of the question': {
    files: planted('definitions/older.yaml', 'atLeast: 60', 'atLeast: 160'),
    lines: [
      `error unreachable-row ${decision}: rows[1]: `,
      `error never-true ${decision}: rows[1].when: `,
      'error impossible-answer definitions/older.yaml: when: "age-years" runs from 0 to 120, not to 160',
      'error never-true definitions/older.yaml: when: ',
      'error threshold-without-case definitions/older.yaml: when: ',
    ],
  },
  'a fracture of an unknown site': {
    files: planted(decision, '{ weeksAgo: { below: 6 } }', '{ site: hipp, weeksAgo: { below: 6 } }'),
    lines: [
      `error impossible-answer ${decision}: rows[0].when: no site of "fractures" is "hipp" (did you mean "hip"?)`,
    ],
  },
  'a fact that no rule looks at': {
    files: planted(decision, '{ all: [{ definition: older }, { fact: pain, is: true }] }', '{ definition: older }'),
    lines: unused('pain'),
  },
  'a fact that says it is only recorded, while a rule decides by it': {
    files: planted('facts/pain.yaml', 'group:', 'records: true\ngroup:'),
    lines: ['error unused-fact facts/pain.yaml: records: a rule decides by this fact, so it is not only recorded'],
  },
  'an outcome that the table does not name': {
    files: planted(decision, 'outcome: train', 'outcome: trian'),
    lines: [
      `error unknown-outcome ${decision}: rows[2].outcome: needs one of wait, train, got "trian" (did you mean "train"?)`,
      `warning unused-outcome ${decision}: outcomes[1]: no row comes out as "train"`,
    ],
  },
  'a decision that never comes out so': {
    files: planted(
      'forms/strength.yaml',
      '    verdict: allowed\n',
      '    verdict: allowed\n    when: { decided: may-train, isAnyOf: [trian] }\n',
    ),
    lines: [
      'error gap forms/strength.yaml: rows: ',
      'error unreachable-row forms/strength.yaml: rows[0]: ',
      'error never-true forms/strength.yaml: rows[0].when: ',
      'error unknown-outcome forms/strength.yaml: rows[0].when.isAnyOf: "may-train" never comes out as "trian" (did you mean "train"?)',
    ],
  },
  'a number that is higher for whoever is worse off': {
    files: {
      ...planted('facts/pain.yaml', 'group: back', 'group: functioning'),
      'facts/frail.yaml': 'group: functioning\nquestion: { en: Is the patient frail?, nl: Is de patiënt kwetsbaar? }\n',
      'forms/strength.yaml': `${soundFiles['forms/strength.yaml']?.replace(
        'rows:\n',
        `rows:
  - id: frail
    when: { fact: frail, is: true }
    verdict: allowed
    factIds: [BONE-1]
    dose: { sessionsPerWeek: { start: 3, factIds: [BONE-1] } }
`,
      )}`,
      'constraints/slowly.yaml': `
names: { en: slowly, nl: langzaam }
when: { fact: frail, is: false }
forms: [strength]
limits: { percent1RM: { highest: 60, limit: hard } }
factIds: [BONE-1]
`,
    },
    lines: [
      'error ceiling-rises constraints/slowly.yaml: when: its limits may go when frail from false to true',
      'error ceiling-rises forms/strength.yaml: rows[0].dose.sessionsPerWeek: is higher than in row "allowed", from which frail from false to true can lead here',
    ],
  },
  'a row whose dose gets an id that FHIR does not take': {
    files: planted('forms/strength.yaml', '  - id: allowed\n', `  - id: allowed-${'x'.repeat(43)}\n`),
    lines: [
      `error id-too-long forms/strength.yaml: rows[0].id: the id "dose-strength-allowed-${'x'.repeat(43)}" of FHIR has 65 characters, 64 at most: shorten "allowed-${'x'.repeat(43)}", or the name "strength" by 1`,
    ],
  },
  'an exercise of impact without its class': {
    files: planted('exercises/sit-to-stand.yaml', 'modality: resistance', 'modality: impact'),
    lines: [
      'error exercise-order exercises/sit-to-stand.yaml: impact: an exercise of impact needs its class, with the statement that says so',
    ],
  },
  'an exercise that is held still by one word and not by the other': {
    files: planted('exercises/squat.yaml', 'easier: sit-to-stand', 'easier: sit-to-stand\nhold: whole'),
    lines: [
      'error exercise-order exercises/squat.yaml: isometric: a strength exercise is isometric when the whole of it is held, and only then',
    ],
  },
  'an alternative that carries the form out already': {
    files: planted('forms/strength.yaml', 'exercises: [squat]', 'exercises: [squat]\nalternatives: [squat]'),
    lines: ['error exercise-order forms/strength.yaml: alternatives[0]: "squat" carries this form out already'],
  },
  'an exercise that bends the spine in a form': {
    files: planted('exercises/squat.yaml', 'movement: neutral', 'movement: flexion'),
    lines: [
      'error exercise-order exercises/squat.yaml: spine: bends or turns the spine, and "strength" brings it into a plan',
    ],
  },
  'exercises that go round in a circle': {
    files: planted('exercises/sit-to-stand.yaml', 'harder: squat', 'harder: squat\neasier: squat'),
    lines: [
      'error exercise-order exercises/sit-to-stand.yaml: easier: ',
      'error exercise-order exercises/sit-to-stand.yaml: easier: ',
      'error exercise-order exercises/squat.yaml: easier: ',
      'error exercise-order exercises/squat.yaml: easier: ',
    ],
  },
  'a level that can never be reached': {
    files: planted('progressions/steps.yaml', '{ level: 1, repetitions: 10 }', '{ level: 1, repetitions: 8 }'),
    lines: [
      'error unreachable-step progressions/steps.yaml: levels[1]: is never reached: level 1 has 8 repetitions, 10 are asked',
    ],
  },
  'a rule of progression that never gets its turn': {
    files: planted(
      'progressions/steps.yaml',
      'rules:\n',
      'rules:\n  - { id: any-rise, names: { en: a, nl: b }, action: hold, when: { painRiseAtLeast: 1 }, factIds: [BONE-2] }\n',
    ),
    lines: [
      'error unreachable-step progressions/steps.yaml: rules[1]: never gets its turn: "any-rise" holds whenever this does',
    ],
  },
}

for (const [fault, { files, lines }] of Object.entries(faults)) {
  test(`finds ${fault}`, () => {
    expect(found(files).map((line, index) => line.slice(0, lines[index]?.length))).toEqual(lines)
  })
}

test('plants a fault for every kind of finding', () => {
  const plantedKinds = new Set(Object.values(faults).flatMap(({ lines }) => lines.map((line) => line.split(' ')[1])))
  expect(plantedKinds).toEqual(new Set(findingKinds))
})

test('finds no error in the knowledge of this repository', () => {
  expect(checkKnowledge(knowledgeFolder).filter(({ level }) => level === 'error')).toEqual([])
})
