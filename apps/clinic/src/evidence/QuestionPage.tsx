import { CertaintyMark, DataTable, Disclosure, PageHeader, Screen, Section, Tag } from '@dosis/ui'
import { useMemo, useState } from 'react'
import { ForestMark } from '../assessment/ForestMark.tsx'
import { useKnowledge } from '../data/context.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { Contradiction } from '../reason/Contradiction.tsx'
import { findRule } from '../reason/find-rule.ts'
import { useReasons } from '../reason/use-reasons.tsx'
import { EvidenceBack } from './EvidenceBack.tsx'
import { FigureView } from './FigureView.tsx'
import { PooledResult } from './PooledResult.tsx'
import { noChoices, type PoolChoices, PoolSettings } from './PoolSettings.tsx'
import { printedFigures } from './printed-figures.ts'
import type { BuiltQuestion, ComparedFigure } from './question.ts'
import { readData } from './read-data.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import { Working } from './Working.tsx'
import type { PoolTask } from './work/protocol.ts'
import { useTask } from './work/use-task.ts'

/** One question: the answer, the picture, how it was made, how certain it is, and what rests on it. */
export function QuestionPage({ built }: { built: BuiltQuestion }) {
  const { e, pick } = useEvidenceWords()
  const knowledge = useKnowledge()
  const { question } = built
  const document = knowledge.documents[question.document]
  const title = pick(question.names)
  usePageTitle(title, e.title)
  const facts: readonly (readonly [string, string])[] = [
    [e.population, pick(question.population)],
    [e.intervention, pick(question.intervention)],
    [e.comparator, pick(question.comparator)],
    [e.outcome, pick(question.outcome)],
    [e.source, `${document === undefined ? question.document : pick(document.title)}, ${question.at}`],
  ]
  return (
    <Screen width="wide">
      <EvidenceBack />
      <PageHeader
        title={title}
        marks={document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
        lead={
          question.certainty.length > 0 && (
            <span className="c-certainties">
              {question.certainty.map((certainty) => (
                <CertaintyMark key={certainty} certainty={certainty} />
              ))}
            </span>
          )
        }
      />
      {question.caveats.length > 0 && (
        <div className="d-stack">
          <h2 className="d-hidden">{e.caveats}</h2>
          <ul className="c-list">
            {question.caveats.map(({ text, at }) => (
              <li key={at}>
                {pick(text)} <span className="d-caption">{at}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {built.studies !== null && question.pooling !== null && (
        <PooledAgain built={built} csv={built.studies} pooling={question.pooling} />
      )}
      <Printed built={built} />
      <RestsOnIt built={built} />
      <Section title={e.asked}>
        <dl className="c-facts">
          {facts.map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <Disclosure summary={question.certainty.length > 0 ? e.whyCertain : e.howFound}>
          <Statements ids={question.factIds} />
        </Disclosure>
      </Section>
    </Screen>
  )
}

interface PooledAgainProps {
  built: BuiltQuestion
  csv: string
  pooling: NonNullable<BuiltQuestion['question']['pooling']>
}

/** The pooled effect, computed again from the trials, with everything that may be chosen otherwise. */
function PooledAgain({ built, csv, pooling }: PooledAgainProps) {
  const { e, pick, language } = useEvidenceWords()
  const knowledge = useKnowledge()
  const [choices, setChoices] = useState<PoolChoices>(noChoices)
  const estimate = knowledge.evidence[pooling.estimate]
  const title = estimate === undefined ? pick(built.question.names) : pick(estimate.names)
  const task = useMemo((): PoolTask | undefined => {
    const read = readData(csv)
    if (!read.ok) return undefined
    const favours =
      estimate?.favours === 'higher'
        ? { left: e.favoursControl, right: e.favoursTreated }
        : estimate?.favours === 'lower'
          ? { left: e.favoursTreated, right: e.favoursControl }
          : undefined
    const threshold = estimate?.groupMcid ?? undefined
    const { method, interval, level, subgroup, leftOut } = choices
    return {
      kind: 'pool',
      table: withoutPrinted(read.table),
      measure: pooling.measure,
      preset: choices.preset ?? pooling.preset,
      ...(method !== undefined && { method }),
      ...(interval !== undefined && { interval }),
      ...(level !== undefined && { level }),
      ...(subgroup !== undefined && { subgroup }),
      ...(favours !== undefined && { favours }),
      ...(threshold !== undefined && { threshold: estimate?.favours === 'lower' ? -threshold : threshold }),
      leftOut,
      title,
      words: e.words,
      language,
    }
  }, [csv, choices, pooling, estimate, title, e, language])
  const state = useTask(task)
  return (
    <Section title={e.pooled} note={e.pooledNote}>
      <Working state={state} />
      {state.answer && (
        <>
          <PooledResult answer={state.answer} title={title} />
          <Disclosure summary={e.settings}>
            <PoolSettings answer={state.answer} choices={choices} onChange={setChoices} hasSource />
          </Disclosure>
        </>
      )}
      <Agreement compared={built.compared} />
    </Section>
  )
}

/** Columns that hold what the source prints about a study are no data of the study. */
function withoutPrinted({ columns, rows }: PoolTask['table']): PoolTask['table'] {
  const kept = columns.flatMap((column, at) => (column.startsWith('printed_') || column === 'line' ? [] : [at]))
  const pickFrom = (row: readonly string[]) => kept.map((at) => row[at] ?? '')
  return { columns: pickFrom(columns), rows: rows.map(pickFrom) }
}

/** Whether the figures of the source come out again. */
function Agreement({ compared }: { compared: readonly ComparedFigure[] }) {
  const { e, language } = useEvidenceWords()
  if (compared.length === 0) return null
  const show = (value: number | string) => {
    const text = String(value).replace('-', '−')
    return language === 'nl' ? text.replace('.', ',') : text
  }
  const nameOf = ({ what, study }: ComparedFigure) => [study, e.figureName[what] ?? what].filter(Boolean).join(': ')
  return (
    <>
      <p>{e.agreement(compared.filter(({ agrees }) => agrees).length, compared.length)}</p>
      <Disclosure summary={e.agreementOpen}>
        <DataTable
          caption={e.agreementCaption}
          captionHidden
          columns={[
            { key: 'figure', header: e.figure, cell: nameOf, rowHeader: true },
            { key: 'printed', header: e.printedColumn, align: 'figures', cell: ({ printed }) => show(printed) },
            { key: 'computed', header: e.computedColumn, align: 'figures', cell: ({ computed }) => show(computed) },
            { key: 'agrees', header: e.agrees, cell: ({ agrees }) => (agrees ? e.agrees : e.differs) },
          ]}
          rows={compared}
          rowKey={(one) => `${one.study ?? ''} ${one.what}`}
        />
      </Disclosure>
    </>
  )
}

/** Every estimate as the source prints it, in pictures and apart, with what it prints elsewhere. */
function Printed({ built: { question } }: { built: BuiltQuestion }) {
  const { e, t, pick, formatNumber, language } = useEvidenceWords()
  const knowledge = useKnowledge()
  const all = useMemo(
    () => Object.values(knowledge.evidence).filter((one) => one.question === question.id),
    [knowledge, question.id],
  )
  const figures = useMemo(
    () => (question.pooling === null ? printedFigures(all, pick(question.names), language) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- `pick` is told by the language
    [all, question, language],
  )
  if (all.length === 0) return null
  const rows = (
    <div className="d-stack">
      {all.map((estimate) => (
        <div key={estimate.id}>
          <ForestMark estimate={estimate} withoutLink />
          {[
            ...new Set([
              ...estimate.variants.flatMap(({ contradiction }) => contradiction ?? []),
              ...estimate.contested,
            ]),
          ].map((id) => {
            const found = knowledge.contradictions[id]
            return found && <Contradiction key={id} contradiction={found} />
          })}
          {estimate.variants.length > 0 && (
            <p className="d-caption d-figures">
              {e.printedElsewhere}:{' '}
              {estimate.variants
                .map(({ estimate: middle, ciLow, ciHigh, at }) => {
                  const show = (value: number | null) => (value === null ? '–' : formatNumber(value))
                  return e.printedThere(`${show(middle)}; ${show(ciLow)} ${t.to} ${show(ciHigh)}`, at)
                })
                .join('; ')}
            </p>
          )}
        </div>
      ))}
    </div>
  )
  return (
    <Section title={e.printed} note={question.pooling === null ? e.printedNote : undefined}>
      {figures.map((figure) => (
        <FigureView key={figure.title} figure={figure} />
      ))}
      {figures.length === 0 ? rows : <Disclosure summary={e.printedCount(all.length)}>{rows}</Disclosure>}
    </Section>
  )
}

/** Statements and rules that lean on the answer. */
function RestsOnIt({ built: { question, rules } }: { built: BuiltQuestion }) {
  const { e, pick } = useEvidenceWords()
  const knowledge = useKnowledge()
  return (
    <Section title={e.restsOnIt}>
      <h3>{e.statements}</h3>
      <Statements ids={question.bearsOn} />
      <h3>{e.rules}</h3>
      {rules.length === 0 ? (
        <p>{e.noRules}</p>
      ) : (
        <ul className="c-list">
          {rules.map(({ id, cites }) => (
            <li key={id}>
              {pick(findRule(knowledge, id).names)} <code>{[id, ...cites].join(' · ')}</code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Statements({ ids }: { ids: readonly string[] }) {
  const { statementsOf } = useReasons()
  return (
    <ul className="c-list">
      {(statementsOf(ids) ?? []).map(({ id, text, place }) => (
        <li key={id}>
          {text}{' '}
          <span className="d-caption">
            <code>{id}</code>
            {place && `, ${place}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
