import { formatNumber } from '@dosis/evidence/table'
import { Downloads } from './Downloads.tsx'
import { FigureTabs } from './FigureTabs.tsx'
import { figuresOf, inWords, pWords } from './figures-in-words.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import type { PoolAnswer } from './work/protocol.ts'

/** A pooled effect: the answer as a sentence, the pictures, how it was made and how much the studies differ. */
export function PooledResult({ answer, title }: { answer: PoolAnswer; title: string }) {
  const { e, t, language } = useEvidenceWords()
  const { pooled, conventions, isRatio, measure } = answer
  const { withLimits, limits } = figuresOf(language, isRatio, t.to)
  const number = (value: number, decimals: number) => formatNumber(value, decimals, language)
  const level = number(conventions.level * 100, conventions.level * 100 === Math.round(conventions.level * 100) ? 0 : 1)
  const tau = number(answer.tauSquared, 3)
  const rows: readonly (readonly [string, string])[] = [
    [
      e.method,
      e.methodLine({
        measure: e.measureName[measure] ?? measure,
        model: conventions.method === 'common' ? e.common : `${e.random}, tau² ${conventions.method}`,
        interval: e.intervalName[conventions.interval],
        level,
        preset: conventions.preset,
        variance: answer.variance,
      }),
    ],
    [
      e.heterogeneity,
      [
        `tau² = ${answer.tauSquaredLimits === undefined ? tau : e.tauLimits(tau, number(answer.tauSquaredLimits.lower, 3), number(answer.tauSquaredLimits.upper, 3))}`,
        `I² = ${number(answer.iSquared * 100, 0)}%`,
        `Q = ${number(answer.q, 2)}, df = ${answer.degreesOfFreedom}, ${pWords(answer.qPValue, language)}`,
      ].join('; '),
    ],
    ...(answer.prediction === undefined
      ? []
      : [[e.prediction, `${limits(answer.prediction)}; ${e.predictionMethod(conventions.prediction)}`] as const]),
    ...(answer.egger === undefined || answer.trimAndFill === undefined
      ? []
      : [
          [
            e.smallStudies,
            [
              `${e.egger(pWords(answer.egger.pValue, language))}; ${e.trimAndFill(answer.trimAndFill.missingStudies, withLimits(answer.trimAndFill))}.`,
              ...(answer.studyCount < 10 ? [e.few(answer.studyCount)] : []),
            ].join(' '),
          ] as const,
        ]),
  ]
  const figures = `${measure === 'GEN' ? e.effect : measure} ${withLimits(pooled)}, ${e.percentInterval(level)}, ${pWords(pooled.pValue, language)}`
  return (
    <>
      <p className="c-answer d-figures">{inWords(pooled, figures, e)}</p>
      <p className="d-caption">{e.studiesAndPeople(answer.studyCount, answer.participants)}</p>
      <FigureTabs figures={answer.figures} />
      <dl className="c-facts d-figures">
        {rows.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <Downloads title={title} files={answer.downloads} />
    </>
  )
}
