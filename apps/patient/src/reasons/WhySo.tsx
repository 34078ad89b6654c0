import type { Plan, RuleId, SessionTemplate, StatementId } from '@dosis/domain'
import { Disclosure } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { careOf } from './care.ts'
import { guidedOf } from './guided.ts'
import { howHardOf } from './how-hard.ts'
import { sourcesOf } from './sources-of.ts'

/** One thing that is so, why, and what it rests on. */
interface Point {
  readonly rule: RuleId
  readonly words: string
  readonly factIds: readonly StatementId[]
}

/** "Waarom zo?": one short sentence for each thing, and below each of them where it comes from and how sure that is. */
export function WhySo({ template, plan }: { template: SessionTemplate; plan: Plan }) {
  const { texts } = useTexts()
  const points = usePoints()(template, plan)
  if (points.length === 0) return null
  return (
    <Disclosure kind="line" summary={texts.whySo}>
      <ul className="p-why">
        {points.map(({ rule, words, factIds }) => (
          <li key={rule}>
            <p>{words}</p>
            <Disclosure summary={<WhereFrom words={words} />}>
              <Sources factIds={factIds} />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** The same words several times on a screen: who hears them only, hears of which. */
function WhereFrom({ words }: { words: string }) {
  const { texts } = useTexts()
  return (
    <>
      {texts.whereFrom}
      <span className="d-hidden"> {words}</span>
    </>
  )
}

function Sources({ factIds }: { factIds: readonly StatementId[] }) {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  const sources = sourcesOf(factIds, knowledge?.sources)
  if (sources.length === 0) return <p>{texts.sourceNotHere}</p>
  return (
    <ul className="p-sources">
      {sources.map(({ id, title, status, statusNote, certainty }) => (
        <li key={id}>
          <p>
            {read(title)}
            {status === 'concept' && statusNote !== null && <> ({read(statusNote)})</>}
          </p>
          <p className="p-quiet">
            {texts.documentIs[status]} {certainty === null ? texts.certaintyNotSaid : texts.certaintyIs[certainty]}
          </p>
        </li>
      ))}
    </ul>
  )
}

function usePoints(): (template: SessionTemplate, plan: Plan) => readonly Point[] {
  const { texts, read, formatDate } = useTexts()
  const { knowledge } = usePhone()
  return (template, plan) => {
    const guided = guidedOf(template, plan)
    const forms = plan.prescriptions
      .filter(({ id }) => template.prescriptions.includes(id))
      .flatMap(({ form, modality, why }): readonly Point[] => {
        const factIds = why.filter(({ rule }) => rule.startsWith(`${form}/`)).flatMap((reason) => reason.factIds)
        return factIds.length === 0 ? [] : [{ rule: form, words: texts.why[modality], factIds }]
      })
    const targets = guided.flatMap((each): readonly Point[] => {
      const target = howHardOf(each)?.target ?? null
      if (target === null) return []
      const { basis, measurements, rule, factIds } = target
      const measuredOn = measurements.flatMap(({ observedOn }) => observedOn ?? []).sort()[0]
      const words =
        basis === 'effort' || basis === 'formula'
          ? texts.basis[basis]
          : measuredOn === undefined
            ? texts.basis.measured
            : texts.basis.measuredOn(formatDate(measuredOn))
      return [{ rule, words, factIds }]
    })
    const care = careOf(guided, knowledge?.constraints ?? {}).map(
      ({ id, names, factIds }): Point => ({ rule: id, words: `${read(names)}.`, factIds }),
    )
    const seen = new Set<string>()
    return [...forms, ...targets, ...care].filter(({ rule }) => !seen.has(rule) && seen.add(rule))
  }
}
