import type { Knowledge } from '@dosis/domain'
import { entrySchemas, type KnowledgeKind } from '@dosis/domain/schemas'
import { referencesOf } from '../references.ts'
import type { EvidenceQuestion } from './evidence-question.ts'

/** A place in the knowledge that cites a statement or an estimate. */
export interface Citing {
  readonly kind: KnowledgeKind
  readonly id: string
  readonly cites: readonly string[]
}

/** The way between a rule and the trials, by ids. */
export interface EvidenceTrail {
  /** What was asked for: a rule, statement, estimate or question. */
  readonly id: string
  /** Rules that cite the statements or estimates. */
  readonly rules: readonly Citing[]
  readonly statements: readonly string[]
  readonly estimates: readonly string[]
  /** Questions that the estimates answer; `studies.csv` of those that have one holds the trials. */
  readonly questions: readonly string[]
}

/**
 * Follows the chain rule → statement → estimate → question from anywhere in it, in both directions: what a rule rests on,
 * and which rules a question touches.
 * @param id of a rule (decision, form, recommendation …), a statement, an estimate or a question
 * @returns undefined when nothing has this id
 */
export function trailOf(
  knowledge: Knowledge,
  questions: Readonly<Record<string, EvidenceQuestion>>,
  id: string,
): EvidenceTrail | undefined {
  const citing = citationsIn(knowledge)
  const own = citing.filter((one) => one.id === id).flatMap(({ cites }) => cites)
  const asked = questions[id]
  const isCitable = id in knowledge.statements || id in knowledge.evidence
  if (own.length === 0 && asked === undefined && !isCitable) return undefined

  const start = new Set(asked === undefined ? [id, ...own] : [...asked.bearsOn, ...estimatesOf(asked.id, knowledge)])
  const reached =
    asked === undefined ? Object.values(questions).filter((one) => answers(one, start, knowledge)) : [asked]
  const resting = new Set(reached.flatMap(({ bearsOn }) => bearsOn))
  const statements = [...start].filter((one) => resting.has(one))
  const estimates = reached.flatMap((question) => {
    const all = estimatesOf(question.id, knowledge)
    return question.bearsOn.some((one) => start.has(one)) ? all : all.filter((one) => start.has(one))
  })
  const touched = new Set([...statements, ...estimates.filter((one) => start.has(one))])
  const rules = citing
    .map((one) => ({ ...one, cites: one.cites.filter((to) => touched.has(to)) }))
    .filter(({ kind, cites }) => cites.length > 0 && !notRules.includes(kind))
  return { id, rules, statements, estimates, questions: reached.map((question) => question.id) }
}

/** Kinds that tell or point, but decide nothing. */
const notRules: readonly KnowledgeKind[] = ['evidence', 'statements', 'contradictions', 'documents']

function answers({ id, bearsOn }: EvidenceQuestion, ids: ReadonlySet<string>, knowledge: Knowledge): boolean {
  return bearsOn.some((one) => ids.has(one)) || estimatesOf(id, knowledge).some((one) => ids.has(one))
}

function estimatesOf(question: string, { evidence }: Knowledge): string[] {
  return Object.values(evidence).flatMap((one) => (one.question === question ? [one.id] : []))
}

/** Everything that cites statements or estimates. */
function citationsIn(knowledge: Knowledge): Citing[] {
  return (Object.keys(entrySchemas) as KnowledgeKind[]).flatMap((kind) =>
    Object.entries(knowledge[kind]).flatMap(([id, value]) => {
      const cites = referencesOf(kind, value)
        .filter(({ target }) => target === 'citable' || target === 'evidence')
        .map(({ to }) => to)
      return cites.length === 0 ? [] : [{ kind, id, cites: [...new Set(cites)] }]
    }),
  )
}
