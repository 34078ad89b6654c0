import { formatNumber } from '@dosis/evidence/table'
import { type Column, DataTable, Disclosure } from '@dosis/ui'
import { Downloads } from './Downloads.tsx'
import { FigureTabs } from './FigureTabs.tsx'
import { figuresOf, pWords } from './figures-in-words.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import type { NetworkAnswer } from './work/protocol.ts'

/** A network: the size, the pictures, every treatment against the reference, and where the evidence disagrees. */
export function NetworkResult({ answer, title }: { answer: NetworkAnswer; title: string }) {
  const { e, t, language } = useEvidenceWords()
  const { withLimits, limits } = figuresOf(language, answer.isRatio, t.to)
  const number = (value: number, decimals: number) => formatNumber(value, decimals, language)
  const { between, q } = answer
  const rows: readonly (readonly [string, string])[] = [
    [
      e.method,
      e.networkMethod({
        measure: e.measureName[answer.measure] ?? answer.measure,
        method: answer.method,
        level: number(answer.level * 100, 0),
      }),
    ],
    [
      e.heterogeneity,
      [
        `tau² = ${number(answer.tauSquared, 4)}`,
        ...(answer.iSquared === undefined ? [] : [`I² = ${number(answer.iSquared * 100, 0)}%`]),
        `Q = ${number(q.statistic, 2)}, df = ${q.degreesOfFreedom}, ${pWords(q.pValue, language)}`,
      ].join('; '),
    ],
    [
      e.inconsistency,
      `Q = ${number(between.statistic, 2)}, df = ${between.degreesOfFreedom}, ${pWords(between.pValue, language)}`,
    ],
  ]
  const effects: readonly Column<NetworkAnswer['effects'][number]>[] = [
    { key: 'treatment', header: e.treatment, cell: ({ treatment }) => treatment, rowHeader: true },
    {
      key: 'effect',
      header: answer.measure,
      align: 'figures',
      cell: (one) => (one.treatment === answer.reference ? e.reference : withLimits(one)),
    },
    {
      key: 'prediction',
      header: e.prediction,
      align: 'figures',
      cell: ({ prediction }) => (prediction === undefined ? '–' : limits(prediction)),
    },
    { key: 'score', header: e.pScore, align: 'figures', cell: ({ pScore }) => number(pScore, 2) },
  ]
  const splits: readonly Column<NetworkAnswer['splits'][number]>[] = [
    {
      key: 'pair',
      header: e.comparison,
      cell: ({ treatment1, treatment2 }) => `${treatment1} – ${treatment2}`,
      rowHeader: true,
    },
    { key: 'studies', header: e.studies, align: 'figures', cell: ({ studies }) => studies },
    { key: 'direct', header: e.direct, align: 'figures', cell: ({ direct }) => withLimits(direct) },
    { key: 'indirect', header: e.indirect, align: 'figures', cell: ({ indirect }) => withLimits(indirect) },
    { key: 'p', header: e.difference, align: 'figures', cell: ({ pValue }) => pWords(pValue, language) },
  ]
  return (
    <>
      <p className="c-answer">{e.networkSize(answer.treatments, answer.studies)}</p>
      <FigureTabs figures={answer.figures} />
      {answer.figures.league === undefined && <p className="d-caption">{e.leagueTooLarge(answer.treatments)}</p>}
      <dl className="c-facts d-figures">
        {rows.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        caption={e.effectsCaption(answer.reference)}
        columns={effects}
        rows={answer.effects}
        rowKey={({ treatment }) => treatment}
      />
      <Disclosure summary={e.splitsCaption}>
        {answer.splits.length === 0 ? (
          <p>{e.noSplits}</p>
        ) : (
          <DataTable
            caption={e.splitsCaption}
            captionHidden
            columns={splits}
            rows={answer.splits}
            rowKey={({ treatment1, treatment2 }) => `${treatment1}\n${treatment2}`}
          />
        )}
      </Disclosure>
      <Downloads title={title} files={answer.downloads} />
    </>
  )
}
