import { describe, expect, test } from 'vitest'
import { planted, soundFiles, withKnowledge } from '../temporary-knowledge.ts'
import { type CoverageGap, knowledgeCoverage } from './coverage.ts'

const statements = 'guidelines/bone/statements.yaml'
const third = 'BONE-3: { text: { en: About bone., nl: Over bot. }, at: page 3 }\n'
const bone = 'rules:\n  BONE-1: dose\n  BONE-2: rule\n  BONE-3: background\n'

/** Coverage with a third statement that nothing cites, and with or without a reason for it. */
function coverage({ sources = bone, listed = '[BONE-3]', carriedOut = '{}', more = {} } = {}) {
  const files = {
    ...soundFiles,
    [statements]: soundFiles[statements] + third,
    'sources/bone.yaml': sources,
    'coverage.yaml': `
sections: { rules: { en: Rules, nl: Regels } }
reasons: { background: { en: background, nl: achtergrond } }
carriedOut: ${carriedOut}
notExecutable:${listed === '' ? ' []' : `\n  - { reason: background, because: It tells and decides nothing., items: ${listed} }`}
`,
    ...more,
  }
  return withKnowledge(files, knowledgeCoverage)
}

function gapsOf(found: ReturnType<typeof coverage>): [CoverageGap['kind'], string][] {
  return found.gaps.map(({ kind, id }) => [kind, id])
}

test('an item that a rule cites is executable, the rest is listed with its reason', () => {
  const found = coverage()
  expect(found.gaps).toEqual([])
  expect(found.items.map(({ id, how, reason }) => [id, how, reason])).toEqual([
    ['BONE-1', 'executable', null],
    ['BONE-2', 'executable', null],
    ['BONE-3', 'listed', 'background'],
  ])
  expect(found.items[0]?.by).toContain('forms/strength')
  const counts = { items: 3, executable: 2, evidence: 0, listed: 1, gaps: 0, deciding: 2, decidingExecutable: 2 }
  expect(found.shares).toEqual([
    { source: 'bone', section: null, ...counts },
    { source: 'bone', section: 'rules', ...counts },
  ])
})

test('a question that is only recorded carries nothing out', () => {
  const pain = soundFiles['facts/pain.yaml'] ?? ''
  const question = (records: string) => `${pain.replace(/factIds: .*/, '')}\nfactIds: [BONE-3]\n${records}`
  const found = (records: string) => coverage({ listed: '', more: { 'facts/pain.yaml': question(records) } }).gaps
  expect(found('').map(({ id }) => id)).toEqual([])
  expect(found('records: true').map(({ kind, id }) => [kind, id])).toEqual([['uncovered', 'BONE-3']])
})

describe('a gap is', () => {
  test('an item that no rule cites and that is not listed', () => {
    expect(gapsOf(coverage({ listed: '' }))).toEqual([['uncovered', 'BONE-3']])
  })

  test('a listed item that a rule cites', () => {
    expect(gapsOf(coverage({ listed: '[BONE-2, BONE-3]' }))).toEqual([['stale', 'BONE-2']])
  })

  test('an item that is listed and carried out at once', () => {
    expect(gapsOf(coverage({ carriedOut: '{ BONE-3: [notices/concept] }' }))).toEqual([['stale', 'BONE-3']])
  })

  test('an id in the register or the list that nothing has', () => {
    expect(gapsOf(coverage({ sources: `${bone}  BONE-4: rule\n`, listed: '[BONE-3, BONE-4, BONE-5]' }))).toEqual([
      ['unknown', 'BONE-4'],
      ['unknown', 'BONE-5'],
    ])
  })

  test('a rule that cites an id that does not exist', () => {
    const more = planted('forms/strength.yaml', 'factIds: [BONE-1]\n    mustShow', 'factIds: [BONE-9]\n    mustShow')
    const found = coverage({ more: { 'forms/strength.yaml': more['forms/strength.yaml'] ?? '' } })
    expect(found.gaps[0]).toMatchObject({ kind: 'unreadable', id: 'forms/strength.yaml: rows[0].factIds[0]' })
  })

  test('a statement of the document that its register lacks', () => {
    expect(gapsOf(coverage({ sources: 'rules:\n  BONE-1: dose\n  BONE-2: rule\n', listed: '' }))).toEqual([
      ['unregistered', 'BONE-3'],
    ])
  })

  test('an item that stands twice, a section or a reason without a name, a kind that does not exist', () => {
    expect(gapsOf(coverage({ listed: '[BONE-3, BONE-3]' }))).toEqual([['twice', 'BONE-3']])
    expect(gapsOf(coverage({ sources: bone.replace('rules:', 'other:') }))).toHaveLength(3)
    expect(coverage({ sources: bone.replace('dose', 'doze') }).gaps[0]).toMatchObject({
      kind: 'unreadable',
      id: 'sources/bone.yaml: rules.BONE-1',
    })
  })
})

describe('it counts for nothing when', () => {
  const citing = 'names: { en: a, nl: b }\nwhen: { fact: age-years, atLeast: 60 }\nfactIds: [BONE-3]\n'

  test('no rule uses the definition that cites it', () => {
    expect(gapsOf(coverage({ listed: '', more: { 'definitions/idle.yaml': citing } }))).toEqual([
      ['uncovered', 'BONE-3'],
    ])
    const used = `${citing.replace('age-years, atLeast: 60', 'pain, is: true')}`
    const older = 'names: { en: a, nl: b }\nwhen: { any: [{ fact: age-years, atLeast: 60 }, { definition: idle }] }\n'
    const more = { 'definitions/idle.yaml': used, 'definitions/older.yaml': older }
    expect(gapsOf(coverage({ listed: '', more }))).toEqual([])
  })

  test('the rule that cites it waits for its review', () => {
    const constraint = `${citing}forms: [strength]\nadaptation: { en: Slowly., nl: Langzaam. }\n`
    expect(gapsOf(coverage({ listed: '', more: { 'constraints/slow.yaml': constraint } }))).toEqual([])
    const waiting = `${constraint}review: awaiting_review\n`
    expect(gapsOf(coverage({ listed: '', more: { 'constraints/slow.yaml': waiting } }))).toEqual([
      ['uncovered', 'BONE-3'],
    ])
  })

  test('what is said to carry it out is shown by no rule', () => {
    const shown = coverage({ listed: '', carriedOut: '{ BONE-3: [notices/concept] }' })
    expect(shown.items[2]).toMatchObject({ how: 'executable', by: ['notices/concept'] })
    expect(gapsOf(coverage({ listed: '', carriedOut: '{ BONE-3: [notices/other] }' }))).toEqual([
      ['uncovered', 'BONE-3'],
      ['unknown', 'BONE-3'],
    ])
  })
})

describe('the consequence of a contradiction', () => {
  const contradiction = (consequence: string, more = '') => `
names: { en: How often, nl: Hoe vaak }
places:
  - { document: bone, at: page 1, says: { en: twice, nl: tweemaal } }
  - { document: bone, at: page 3, says: { en: daily, nl: dagelijks } }
holds: ${more.includes('reading') ? '{ en: twice, nl: tweemaal }' : 'null'}
because: { en: Undecided., nl: Onbeslist. }
changesDecision: ${more.includes('trap')}
consequence: ${consequence}
`
  const cited = planted(
    'forms/strength.yaml',
    'factIds: [BONE-1]\n    mustShow',
    'factIds: [BONE-1, INC-1]\n    mustShow',
  )
  const messages = (consequence: string, { more = '', isCited = true } = {}) =>
    coverage({
      sources: `${bone}  INC-1: inconsistency\n`,
      listed: isCited ? '[BONE-3]' : '[BONE-3, INC-1]',
      more: {
        'contradictions/INC-1.yaml': contradiction(consequence, more),
        ...(isCited ? { 'forms/strength.yaml': cited['forms/strength.yaml'] ?? '' } : {}),
      },
    }).gaps.map(({ kind, id, message }) => [kind, id, message])

  test('is a rule that cites it', () => {
    expect(messages('{ kind: rule, by: [forms/strength] }', { more: 'trap' })).toEqual([])
  })

  test('is a value that holds, and nothing uses the other', () => {
    expect(messages('{ kind: reading }', { more: 'reading', isCited: false })).toEqual([])
    expect(messages('{ kind: unused }', { isCited: false })).toEqual([])
  })

  test.each<[string, object, string]>([
    ['{ kind: rule, by: [forms/jumping] }', {}, '"forms/jumping" does nothing with it'],
    ['{ kind: rule, by: [decisions/may-train] }', {}, '"decisions/may-train" does nothing with it'],
    ['{ kind: rule }', {}, 'names nothing that acts on it, as a rule does'],
    ['{ kind: unused }', {}, 'is said to be unused, and forms/strength uses it'],
    ['{ kind: reading }', { isCited: false }, 'is a reading without a value that holds'],
    ['{ kind: unused }', { isCited: false, more: 'trap' }, 'changes a decision, and nothing acts on it'],
  ])('%s %j: %s', (consequence, where, message) => {
    expect(messages(consequence, where)).toEqual([['consequence', 'INC-1', message]])
  })
})
