import type { ReactNode } from 'react'
import { type Certainty, CertaintyMark } from './CertaintyMark.tsx'
import { useMessages } from './language.tsx'
import { Tag } from './Tag.tsx'

/** Where a rule comes from, already in the reader's words. */
export interface ReasonSource {
  name: string
  edition?: string | undefined
  /** Concept, trial protocol, blog: set as an outlined tag beside the name. */
  status?: string | undefined
}

/** A statement of a source document, with the id by which it is found back and its place in the document. */
export interface ReasonStatement {
  id: string
  text: string
  place?: string | undefined
  /** What the document itself calls it: conditional recommendation, informal recommendation, quotation, none. */
  kind?: string | undefined
  /** Shown in place of the text, with id and place of its own: places that contradict each other. */
  content?: ReactNode
}

export interface Reason {
  /** The rule as a sentence. */
  rule: ReactNode
  ruleId?: string | undefined
  /** Facts of the patient that the rule looked at, as words. */
  facts?: readonly ReactNode[] | undefined
  source?: ReasonSource | undefined
  /** `null`: the source gives none, and that is said. Left out: the question does not arise. */
  certainty?: Certainty | null | undefined
  /** A figure or a line with the pooled estimate. */
  estimate?: ReactNode
  statements?: readonly ReasonStatement[] | undefined
  /** No clinician has signed the rule yet. */
  notReviewed?: boolean | undefined
}

/** Why: rule, source with edition and status, certainty, and the very words of the statement with its id and place. */
export function ReasonChain({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ol className="d-reasons">
      {reasons.map((reason, index) => (
        <li key={reason.ruleId ?? index} className="d-reason">
          <ReasonLines reason={reason} />
        </li>
      ))}
    </ol>
  )
}

function ReasonLines({ reason }: { reason: Reason }) {
  const words = useMessages()
  const { source, statements = [], facts = [] } = reason
  return (
    <dl>
      <div>
        <dt>{words.rule}</dt>
        <dd>
          <p className="d-reason-rule">{reason.rule}</p>
          {facts.length > 0 && (
            <ul className="d-reason-facts">
              {facts.map((fact, index) => (
                <li key={index}>{fact}</li>
              ))}
            </ul>
          )}
          {(reason.ruleId || reason.notReviewed) && (
            <p className="d-reason-place">
              {reason.ruleId && <code>{reason.ruleId}</code>} {reason.notReviewed && <Tag>{words.notReviewed}</Tag>}
            </p>
          )}
        </dd>
      </div>
      {source && (
        <div>
          <dt>{words.source}</dt>
          <dd>
            {source.name}
            {source.edition && <span className="d-reason-place">, {source.edition}</span>}{' '}
            {source.status && <Tag>{source.status}</Tag>}
          </dd>
        </div>
      )}
      {reason.certainty !== undefined && (
        <div>
          <dt>{words.certaintyTitle}</dt>
          <dd>{reason.certainty === null ? words.notInSource : <CertaintyMark certainty={reason.certainty} />}</dd>
        </div>
      )}
      {reason.estimate && (
        <div>
          <dt>{words.estimate}</dt>
          <dd>{reason.estimate}</dd>
        </div>
      )}
      {statements.length > 0 && (
        <div>
          <dt>{words.statement}</dt>
          <dd className="d-statements">
            {statements.map((statement) => (
              <Said key={statement.id} statement={statement} />
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}

function Said({ statement: { id, text, place, kind, content } }: { statement: ReasonStatement }) {
  if (content !== undefined) return <div>{content}</div>
  return (
    <blockquote>
      <p>{text}</p>
      <footer className="d-reason-place">
        <code>{id}</code>
        {place && <>, {place}</>}
        {kind && <>; {kind}</>}
      </footer>
    </blockquote>
  )
}
