import { ButtonLink, CertaintyMark, type Column, DataTable, EmptyState, PageHeader, Screen, Tag } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge } from '../data/context.tsx'
import { AppLink } from '../frame/AppLink.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { figuresOf, inWords } from './figures-in-words.ts'
import type { BuiltQuestion } from './question.ts'
import { readData } from './read-data.ts'
import { useEvidenceWords } from './use-evidence-words.ts'

/** Every question of the knowledge, with what came out of it. */
export function QuestionList({ questions }: { questions: readonly BuiltQuestion[] }) {
  const { e, t, pick, language } = useEvidenceWords()
  const knowledge = useKnowledge()
  usePageTitle(e.title)
  const printed = (id: string) => Object.values(knowledge.evidence).filter(({ question }) => question === id)
  const result = ({ question, pooled }: BuiltQuestion) => {
    if (pooled === null || question.pooling === null) return e.printedCount(printed(question.id).length)
    const { measure } = question.pooling
    const figures = figuresOf(language, ['RR', 'OR'].includes(measure), t.to).withLimits(pooled)
    return inWords(pooled, `${measure} ${figures}`, e)
  }
  const columns: readonly Column<BuiltQuestion>[] = [
    {
      key: 'question',
      header: e.question,
      rowHeader: true,
      plainOnPhone: true,
      cell: ({ question }) => <Link href={`/evidence/${question.id}`}>{pick(question.names)}</Link>,
    },
    { key: 'outcome', header: e.outcome, cell: ({ question }) => pick(question.outcome) },
    {
      key: 'source',
      header: e.guideline,
      cell: ({ question }) => {
        const document = knowledge.documents[question.document]
        if (document === undefined) return question.document
        return (
          <>
            {pick(document.title)} {document.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
          </>
        )
      },
    },
    { key: 'amount', header: e.amount, cell: ({ studies }) => amountOf(studies, e) },
    { key: 'result', header: e.result, cell: (one) => <span className="d-figures">{result(one)}</span> },
    {
      key: 'certainty',
      header: e.certainty,
      cell: ({ question }) =>
        question.certainty.length === 0 ? (
          e.certaintyNone
        ) : (
          <span className="c-certainties">
            {question.certainty.map((certainty) => (
              <CertaintyMark key={certainty} certainty={certainty} />
            ))}
          </span>
        ),
    },
  ]
  return (
    <Screen width="wide">
      <PageHeader
        title={e.title}
        lead={e.lead}
        actions={
          <ButtonLink href="/evidence/own" link={AppLink} kind="primary">
            {e.own}
          </ButtonLink>
        }
      />
      {questions.length === 0 ? (
        <EmptyState>{e.empty}</EmptyState>
      ) : (
        <DataTable
          caption={e.listCaption}
          captionHidden
          columns={columns}
          rows={questions}
          rowKey={({ question }) => question.id}
        />
      )}
    </Screen>
  )
}

/** How many comparisons and people the rows of the trials hold. */
function amountOf(studies: string | null, e: ReturnType<typeof useEvidenceWords>['e']): string {
  const read = studies === null ? undefined : readData(studies)
  if (read?.ok !== true) return e.rowsNotPrinted
  const { columns, rows } = read.table
  const totals = ['n1', 'n2'].map((name) => columns.indexOf(name))
  const people = totals.includes(-1)
    ? undefined
    : rows.reduce((sum, row) => sum + totals.reduce((own, at) => own + Number(row[at]), 0), 0)
  return e.studiesAndPeople(rows.length, people)
}
