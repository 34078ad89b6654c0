import type { Reason as DomainReason, Statement, StatementId } from '@dosis/domain'
import type { Reason, ReasonStatement } from '@dosis/ui'
import type { ReactNode } from 'react'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { Contradiction } from './Contradiction.tsx'
import { factUseWords } from './fact-words.ts'
import { documentOf, findRule } from './find-rule.ts'
import { definitionOf } from './definition-of.ts'
import { lowestCertainty } from './lowest-certainty.ts'

/** Kinds of statement that say how much the document means it; a finding or a description is no advice. */
const saysHowMuch: ReadonlySet<Statement['kind']> = new Set([
  'formal_conditional',
  'informal',
  'quoted',
  'none',
  'silent',
])

/** Puts the reasons of a decision into the reader's words: rule, facts, source, certainty, statements. */
export function useReasons() {
  const words = useWords()
  const { pick, terms, formatDate } = words
  const knowledge = useKnowledge()

  const sourceOf = (id: string | null): Reason['source'] => {
    const document = id === null ? undefined : knowledge.documents[id]
    if (document === undefined) return undefined
    const published = document.publishedOn === null ? undefined : formatDate(document.publishedOn)
    return {
      name: pick(document.title),
      // Where there are words for the status, they hold the edition as well, in the reader's language.
      edition: document.statusNote === null ? (document.edition ?? published) : undefined,
      status: document.statusNote === null ? undefined : pick(document.statusNote),
    }
  }

  const statementsOf = (ids: readonly StatementId[]): readonly ReasonStatement[] =>
    ids.flatMap((id): readonly ReasonStatement[] => {
      const statement = knowledge.statements[id]
      if (statement !== undefined) {
        const kind = saysHowMuch.has(statement.kind) ? terms.statementKind[statement.kind] : undefined
        return [{ id, text: pick(statement.text), place: statement.at, kind }]
      }
      const contradiction = knowledge.contradictions[id]
      if (contradiction === undefined) return []
      return [{ id, text: pick(contradiction.names), content: <Contradiction contradiction={contradiction} /> }]
    })

  const reasonOf = ({ rule: id, facts, factIds }: DomainReason, estimate?: ReactNode): Reason => {
    const rule = findRule(knowledge, id)
    const cited = factIds.length > 0 ? factIds : rule.factIds
    const note = rule.note === null ? '' : `: ${pick(rule.note)}`
    return {
      rule: `${pick(rule.names)}${note}`,
      ruleId: id,
      facts: facts.map((use) => factUseWords(use, definitionOf(knowledge, use.fact), words)),
      source: sourceOf(rule.document ?? documentOf(knowledge, cited)),
      certainty: lowestCertainty(cited, knowledge),
      estimate,
      statements: statementsOf(cited),
      notReviewed: rule.review !== null && rule.review.state === 'awaiting_review',
    }
  }

  return { reasonOf, sourceOf, statementsOf, terms }
}
