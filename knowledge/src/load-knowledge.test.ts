import { describe, expect, test } from 'vitest'
import { knowledgeJson } from './bundle.ts'
import { loadKnowledge, readKnowledge } from './load-knowledge.ts'
import { planted, soundFiles, withKnowledge } from './temporary-knowledge.ts'

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const loaded = withKnowledge(files, loadKnowledge)
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('reading', () => {
  test('gives every thing the name of its file as id, and fills in what may be left out', () => {
    const { decisions, forms, statements, documents } = withKnowledge(soundFiles, readKnowledge)
    expect(decisions['may-train']).toMatchObject({
      id: 'may-train',
      takes: 'first',
      onUnknown: 'ask',
      review: { state: 'active', reviewedBy: null, reviewedOn: null },
    })
    expect(forms['strength']?.rows[0]).toMatchObject({ note: null, bounds: {}, status: 'none' })
    expect(statements['BONE-2']).toMatchObject({ id: 'BONE-2', document: 'bone', kind: 'description', certainty: null })
    expect(documents['bone']?.id).toBe('bone')
  })

  test('takes an empty folder and folders with nothing in them', () => {
    expect(problemsOf({})).toEqual([])
  })

  test('makes statements of contradictions and estimates, so that each can be cited', () => {
    const { statements } = withKnowledge(
      {
        ...soundFiles,
        'contradictions/INC-1.yaml': `
consequence: { kind: reading }
names: { en: How often, nl: Hoe vaak }
places:
  - { document: bone, at: page 1, says: { en: twice, nl: tweemaal } }
  - { document: bone, at: page 3, says: { en: daily, nl: dagelijks } }
holds: null
because: { en: Undecided., nl: Onbeslist. }
`,
        'evidence/bone/estimates.yaml': `
EST-1:
  document: bone
  names: { en: Strength, nl: Kracht }
  measure: SMD
  estimate: -0.5
  ciLow: -1.25
  ciHigh: 0.25
  at: page 9
`,
      },
      readKnowledge,
    )
    expect(statements['INC-1']?.text).toEqual({
      en: 'How often: twice; against: daily. What holds: neither, both are shown. Undecided.',
      nl: 'Hoe vaak: tweemaal; tegenover: dagelijks. Wat geldt: geen van beide, beide worden getoond. Onbeslist.',
    })
    expect(statements['EST-1']?.text).toEqual({
      en: 'Strength: SMD −0.5 (95% CI −1.25 to 0.25).',
      nl: 'Kracht: SMD −0,5 (95%-BI −1,25 tot 0,25).',
    })
  })
})

describe('problems', () => {
  test('are all reported, each with its place and what was probably meant', () => {
    const files = {
      ...planted('forms/strength.yaml', 'verdict: allowed', 'verdict: alowed'),
      'facts/pain.yaml': 'group: bak\nquestion: { en: Pain? }',
      'frms/impact.yaml': 'names: { en: a, nl: b }',
      'notices/extra.yaml': 'id: extra\ntext: { en: a, nl: " b" }',
    }
    expect(problemsOf(files).sort()).toEqual([
      'facts/pain.yaml: group: needs one of person, screening, conditions, bone, heart, back, functioning, agreement, care, course (did you mean "back"?)',
      'facts/pain.yaml: question.nl: missing',
      'forms/strength.yaml: rows[0].verdict: needs one of allowed, allowed_with_conditions, not_supported, not_allowed, no_recommendation, conflict, silent, unknown (did you mean "allowed"?)',
      'frms/impact.yaml: no folder of knowledge is named "frms" (did you mean "forms"?)',
      'notices/extra.yaml: id: leave out: the name of the file or folder says it',
      'notices/extra.yaml: text.nl: starts or ends with a space',
    ])
  })

  test('name the kind of criterion that is meant', () => {
    const when = (criterion: string) =>
      problemsOf(planted('definitions/older.yaml', '{ fact: age-years, atLeast: 60 }', criterion))
    expect(when('{ fact: age-years }')).toEqual([
      'definitions/older.yaml: when: needs one of is, includesAny, countAtLeast, isKnown, atLeast, atMost, above, below',
    ])
    expect(when('{ all: [{ fact: age-years, atLeast: old }] }')).toEqual([
      'definitions/older.yaml: when.all[0].atLeast: needs a number',
    ])
    expect(when('{ any: [] }')).toEqual(['definitions/older.yaml: when.any: needs at least one criterion'])
    expect(when('{ nonsense: 1 }')[0]).toContain('needs a criterion: one of fact, all, any, not')
  })

  test('tell of unknown ids in criteria, citations, warnings and variants of exercises', () => {
    const unknown = (file: string, from: string, to: string) => problemsOf(planted(file, from, to))
    expect(unknown('definitions/older.yaml', 'age-years', 'age-year')).toEqual([
      'definitions/older.yaml: when.fact: no fact named "age-year" (did you mean "age-years"?)',
    ])
    expect(unknown('decisions/may-train.yaml', 'definition: older', 'definition: oldr')).toEqual([
      'decisions/may-train.yaml: rows[1].when.all[0].definition: no definition named "oldr" (did you mean "older"?)',
    ])
    expect(unknown('decisions/may-train.yaml', 'outcomes:', 'standing: BONE-9\noutcomes:')).toEqual([
      'decisions/may-train.yaml: standing: no statement named "BONE-9" (did you mean "BONE-1"?)',
    ])
    expect(unknown('forms/strength.yaml', 'mustShow: [concept]', "mustShow: ['concept:BONE-9']")).toEqual([
      'forms/strength.yaml: rows[0].mustShow[0]: no statement named "BONE-9" (did you mean "BONE-1"?)',
    ])
    expect(unknown('exercises/sit-to-stand.yaml', 'harder: squat', 'harder: squats')).toEqual([
      'exercises/sit-to-stand.yaml: harder: no exercise named "squats" (did you mean "squat"?)',
    ])
    expect(unknown('forms/strength.yaml', 'progression: steps', 'progression: stepps')).toEqual([
      'forms/strength.yaml: progression: no progression named "stepps" (did you mean "steps"?)',
    ])
  })

  test('tell of two files for one thing', () => {
    expect(problemsOf({ ...soundFiles, 'notices/more/concept.yaml': 'text: { en: a, nl: b }' })).toEqual([
      'notices/more/concept.yaml: "concept" stands in notices/concept.yaml as well',
    ])
  })

  test('hint at quotes when a comma has cut a text in two', () => {
    const [problem] = problemsOf({ ...soundFiles, 'notices/cut.yaml': 'text: { en: one, two words, nl: b }' })
    expect(problem).toBe('notices/cut.yaml: text: unknown key "two words" (a text with a comma needs quotes)')
  })

  test('stop a program that cannot do without', () => {
    const files = planted('exercises/sit-to-stand.yaml', 'harder: squat', 'harder: squats')
    expect(() => withKnowledge(files, readKnowledge)).toThrow('exercises/sit-to-stand.yaml: harder: no exercise named')
  })
})

describe('the version', () => {
  const versionOf = (files: Readonly<Record<string, string>>) => withKnowledge(files, readKnowledge).version

  test('is the same for the same content, however it is written', () => {
    const rewritten = planted(
      'notices/concept.yaml',
      'text: { en: This is a concept., nl: Dit is een concept. }',
      'text:\n  nl: Dit is een concept.\n  en: This is a concept.\n',
    )
    expect(versionOf(rewritten)).toBe(versionOf(soundFiles))
    expect(versionOf(soundFiles)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('changes with any word', () => {
    expect(versionOf(planted('notices/concept.yaml', 'een concept', 'één concept'))).not.toBe(versionOf(soundFiles))
  })

  test('stands in the JSON for the apps', () => {
    const knowledge = withKnowledge(soundFiles, readKnowledge)
    expect(JSON.parse(knowledgeJson(knowledge))).toEqual(knowledge)
  })
})
