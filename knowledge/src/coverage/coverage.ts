import type { Knowledge, Problem, Review } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { entriesOf } from '../check/entries.ts'
import type { EvidenceQuestion } from '../evidence/evidence-question.ts'
import { parseQuestions } from '../evidence/read-questions.ts'
import { knowledgeFolder } from '../folder.ts'
import { unknownIds } from '../load-knowledge.ts'
import { parseKnowledge } from '../parse-knowledge.ts'
import { referencesOf } from '../references.ts'
import { wrongConsequences } from './consequences.ts'
import { decidingKinds, readRegister, type SourceItem, type SourceRegister } from './source-register.ts'

/**
 * What becomes of an item: a rule cites it or carries it out (`executable`), it stands beside the estimates
 * (`evidence`), it is listed with the reason why no rule can carry it out (`listed`), or nothing is done with it (`gap`).
 */
export interface CoveredItem extends SourceItem {
  readonly how: 'executable' | 'evidence' | 'listed' | 'gap'
  /** Rules, estimates and questions that use it, as `kind/id`. */
  readonly by: readonly string[]
  readonly reason: string | null
}

/** Something that is not in order between the sources, the rules and the list. */
export interface CoverageGap {
  readonly kind: 'uncovered' | 'stale' | 'unknown' | 'unregistered' | 'twice' | 'consequence' | 'unreadable'
  readonly id: string
  readonly message: string
}

/** How much of one document, or one section of it, is in the knowledge. */
export interface CoverageShare {
  readonly source: string
  /** null = the whole document. */
  readonly section: string | null
  readonly items: number
  readonly executable: number
  readonly evidence: number
  readonly listed: number
  readonly gaps: number
  /** Rules, thresholds, doses, conditions and caveats, and how many of them a rule carries out. */
  readonly deciding: number
  readonly decidingExecutable: number
}

export interface Coverage {
  readonly register: SourceRegister
  readonly items: readonly CoveredItem[]
  readonly shares: readonly CoverageShare[]
  readonly gaps: readonly CoverageGap[]
}

/**
 * Says of every item of the sources which rule carries it out, or why none does. Computed from the files: an item is
 * covered when an active rule cites it, a definition counts when a rule uses it, an estimate stands for itself.
 */
export function knowledgeCoverage(folder: string = knowledgeFolder): Coverage {
  const read = parseKnowledge(folder, { withoutCases: true })
  const { questions, problems: unsound } = parseQuestions(read.files)
  const { register, problems: unreadable } = readRegister(folder)
  const problems = [...read.problems, ...unsound, ...unreadable, ...unknownIds(read)]
  return coverageOf(read.knowledge, questions, register, problems)
}

function coverageOf(
  knowledge: Knowledge,
  questions: Readonly<Record<string, EvidenceQuestion>>,
  register: SourceRegister,
  problems: readonly Problem[],
): Coverage {
  const rules = executableEntries(knowledge)
  const executable = citationsOf(rules)
  const evidence = evidenceUses(knowledge, questions)
  const inUse = usedThings(rules)
  const listed = new Map(
    register.notExecutable.flatMap(({ reason, items }) => items.map((id) => [id, reason] as const)),
  )

  const items = register.items.map((item): CoveredItem => {
    const carried = (register.carriedOut[item.id] ?? []).filter((rule) => inUse.has(rule))
    const rulesOfIt = [...(executable.get(item.id) ?? []), ...carried]
    const shownBy = evidence.get(item.id) ?? []
    const reason = listed.get(item.id) ?? null
    if (rulesOfIt.length > 0) return { ...item, how: 'executable', by: rulesOfIt, reason: null }
    if (shownBy.length > 0) return { ...item, how: 'evidence', by: shownBy, reason: null }
    return { ...item, how: reason === null ? 'gap' : 'listed', by: [], reason }
  })
  const gaps = [
    ...problems.map(({ path, message }): CoverageGap => ({ kind: 'unreadable', id: path, message })),
    ...items.filter(({ how }) => how === 'gap').map(uncovered),
    ...staleIn(register, executable, evidence),
    ...unknownIn(register, knowledge, inUse),
    ...twiceIn(register),
    ...wrongConsequences(knowledge, items),
    ...unregisteredIn(register, knowledge),
  ]
  return { register, items, shares: sharesOf(items), gaps }
}

/** Kinds whose entries conclude, limit, ask or warn. */
const executableKinds: readonly KnowledgeKind[] = [
  'decisions',
  'recommendations',
  'forms',
  'constraints',
  'instruments',
  'progressions',
  'symptoms',
  'facts',
]

interface UsedEntry {
  readonly kind: KnowledgeKind
  readonly id: string
  readonly value: object
}

/** Every entry that takes part in an answer: active rules, and the definitions that they use, directly or through others. */
function executableEntries(knowledge: Knowledge): UsedEntry[] {
  const active = entriesOf(knowledge).filter(
    ({ kind, value }) =>
      executableKinds.includes(kind) &&
      !isOnlyRecorded(value) &&
      ((value as { readonly review?: Review }).review ?? { state: 'active' }).state === 'active',
  )
  const used = new Map<string, UsedEntry>()
  const waiting = definitionsUsedBy(active)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const value = knowledge.definitions[id]
    if (value === undefined || used.has(id)) continue
    used.set(id, { kind: 'definitions', id, value })
    waiting.push(...definitionsUsedBy([{ kind: 'definitions', id, value }]))
  }
  return [...active, ...used.values()]
}

/** A question whose answer is written down and decides nothing carries nothing out. */
function isOnlyRecorded(value: object): boolean {
  return 'records' in value && value.records === true
}

function definitionsUsedBy(entries: readonly UsedEntry[]): string[] {
  return entries.flatMap(({ kind, value }) =>
    referencesOf(kind, value).flatMap(({ target, to }) => (target === 'definitions' ? [to] : [])),
  )
}

/** Which entries cite each statement. */
function citationsOf(entries: readonly UsedEntry[]): Map<string, string[]> {
  const citations = new Map<string, string[]>()
  for (const { kind, id, value } of entries) {
    const cited = referencesOf(kind, value).filter(({ target }) => target === 'citable' || target === 'evidence')
    for (const to of new Set([...cited.map((one) => one.to), ...recommended(kind, id)]))
      citations.set(to, [...(citations.get(to) ?? []), `${kind}/${id}`])
  }
  return citations
}

/** A recommendation carries out the statement of its own name. */
function recommended(kind: KnowledgeKind, id: string): string[] {
  return kind === 'recommendations' ? [id] : []
}

/** Where a statement or inconsistency stands beside estimates; an estimate is its own. */
function evidenceUses(
  knowledge: Knowledge,
  questions: Readonly<Record<string, EvidenceQuestion>>,
): Map<string, string[]> {
  const uses = new Map<string, string[]>()
  const add = (id: string, by: string) => uses.set(id, [...(uses.get(id) ?? []), by])
  for (const { id, contested, variants } of Object.values(knowledge.evidence)) {
    const about = variants.flatMap(({ contradiction }) => contradiction ?? [])
    for (const to of new Set([id, ...contested, ...about])) add(to, `evidence/${id}`)
  }
  for (const { id, factIds, bearsOn } of Object.values(questions))
    for (const to of new Set([...factIds, ...bearsOn])) add(to, `questions/${id}`)
  return uses
}

/** Everything that takes part in an answer, as `kind/id`: rules, and the warnings and open questions that they show. */
function usedThings(rules: readonly UsedEntry[]): Set<string> {
  const shown = rules.flatMap(({ kind, value }) =>
    referencesOf(kind, value).flatMap(({ target, to }) =>
      target === 'notices' || target === 'openQuestions' ? [`${target}/${to}`] : [],
    ),
  )
  return new Set([...rules.map(({ kind, id }) => `${kind}/${id}`), ...shown])
}

function uncovered({ id, kind, source, section }: CoveredItem): CoverageGap {
  return {
    kind: 'uncovered',
    id,
    message: `${kind} of ${source} (${section}): no rule cites it and coverage.yaml gives no reason`,
  }
}

/** Items that are listed, or said to be carried out, while a rule or estimate cites them. */
function staleIn(
  { notExecutable, carriedOut }: SourceRegister,
  executable: ReadonlyMap<string, readonly string[]>,
  evidence: ReadonlyMap<string, readonly string[]>,
): CoverageGap[] {
  const listed = notExecutable.flatMap(({ items }) =>
    items.map((id) => ({ id, by: [...(executable.get(id) ?? []), ...(evidence.get(id) ?? [])], as: 'not executable' })),
  )
  const carried = Object.keys(carriedOut).map((id) => ({ id, by: executable.get(id) ?? [], as: 'carried out uncited' }))
  const both = listed.filter(({ id }) => id in carriedOut).map(({ id }) => ({ id, by: ['carriedOut'], as: 'listed' }))
  return [...listed, ...carried, ...both]
    .filter(({ by }) => by.length > 0)
    .map(({ id, by, as }) => ({ kind: 'stale', id, message: `listed as ${as}, and ${by.join(', ')} uses it` }))
}

/** Ids in the register or the list that nothing has, and rules that carry nothing out. */
function unknownIn(
  { items, notExecutable, carriedOut, reasons, sections }: SourceRegister,
  { statements }: Knowledge,
  inUse: ReadonlySet<string>,
): CoverageGap[] {
  const registered = new Set(items.map(({ id }) => id))
  const unknown = (id: string, message: string): CoverageGap => ({ kind: 'unknown', id, message })
  return [
    ...items
      .filter(({ id }) => !Object.hasOwn(statements, id))
      .map(({ id }) => unknown(id, 'in sources/, without a statement, contradiction or estimate')),
    ...items
      .filter(({ section }) => !Object.hasOwn(sections, section))
      .map(({ id, section }) => unknown(id, `no section named "${section}" in coverage.yaml`)),
    ...[...notExecutable.flatMap((group) => group.items), ...Object.keys(carriedOut)]
      .filter((id) => !registered.has(id))
      .map((id) => unknown(id, 'in coverage.yaml, not in sources/')),
    ...notExecutable
      .filter(({ reason }) => !Object.hasOwn(reasons, reason))
      .map(({ reason }) => unknown(reason, 'no such reason in coverage.yaml')),
    ...Object.entries(carriedOut).flatMap(([id, rules]) =>
      rules.filter((rule) => !inUse.has(rule)).map((rule) => unknown(id, `no rule shows or is "${rule}"`)),
    ),
  ]
}

function twiceIn({ items, notExecutable }: SourceRegister): CoverageGap[] {
  const repeated = (ids: readonly string[], where: string) =>
    [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
      (id): CoverageGap => ({ kind: 'twice', id, message: `more than once in ${where}` }),
    )
  return [
    ...repeated(
      items.map(({ id }) => id),
      'sources/',
    ),
    ...repeated(
      notExecutable.flatMap((group) => group.items),
      'coverage.yaml',
    ),
  ]
}

/** Statements of a registered document that its register does not have. */
function unregisteredIn({ items }: SourceRegister, { statements }: Knowledge): CoverageGap[] {
  const registered = new Set(items.map(({ id }) => id))
  const documents = new Set(items.map(({ source }) => source))
  return Object.values(statements)
    .filter(({ id, document }) => documents.has(document) && !registered.has(id))
    .map(({ id, document }) => ({ kind: 'unregistered', id, message: `not in sources/${document}.yaml` }))
}

/** Counts per document, and per section of each. */
function sharesOf(items: readonly CoveredItem[]): CoverageShare[] {
  const sources = [...new Set(items.map(({ source }) => source))]
  return sources.flatMap((source) => {
    const all = items.filter((item) => item.source === source)
    const sections = [...new Set(all.map(({ section }) => section))]
    return [
      countOf(source, null, all),
      ...sections.map((section) =>
        countOf(
          source,
          section,
          all.filter((item) => item.section === section),
        ),
      ),
    ]
  })
}

function countOf(source: string, section: string | null, items: readonly CoveredItem[]): CoverageShare {
  const count = (how: CoveredItem['how']) => items.filter((item) => item.how === how).length
  const deciding = items.filter(({ kind }) => decidingKinds.includes(kind))
  return {
    source,
    section,
    items: items.length,
    executable: count('executable'),
    evidence: count('evidence'),
    listed: count('listed'),
    gaps: count('gap'),
    deciding: deciding.length,
    decidingExecutable: deciding.filter(({ how }) => how === 'executable').length,
  }
}
