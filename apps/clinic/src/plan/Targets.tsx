import type { IntensityTarget, Prescription, TargetMeasurement } from '@dosis/domain'
import { Disclosure } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { definitionOf } from '../reason/definition-of.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'
import { exerciseName } from './part-words.ts'
import { targetWords } from './target-words.ts'

/** How hard, in every scale that a source allows for this patient: the best first, and why the others are not given. */
export function Targets({ prescription }: { prescription: Prescription }) {
  const { t, terms } = useWords()
  const targets = prescription.targets ?? []
  const given = targets.filter(({ absent }) => absent === null)
  const absent = targets.filter((target) => target.absent !== null)
  if (targets.length === 0) return null
  return (
    <div className="c-targets">
      <h4>{t.plan.howHard}</h4>
      {given.length > 0 && (
        <ul className="c-target-list">
          {given.map((target) => (
            <Given key={target.rule} target={target} />
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <Disclosure summary={t.plan.notGiven(absent.length)}>
          <ul className="c-target-list">
            {absent.map((target) => (
              <Absent key={target.rule} target={target} />
            ))}
          </ul>
          <p className="d-caption">{terms.intensity.noConversion}</p>
        </Disclosure>
      )}
    </div>
  )
}

function Given({ target }: { target: IntensityTarget }) {
  const words = useWords()
  const { terms } = words
  const knowledge = useKnowledge()
  const { scale, basis, exercise, holdsFor, measurements, rule, factIds } = target
  return (
    <li>
      <span>
        {terms.intensity.scale[scale].name}
        {exercise !== null && <span className="d-caption"> {exerciseName(exercise, knowledge, words)}</span>}
      </span>
      <strong className="d-figures">{targetWords(target, words)}</strong>
      <div>
        <span className="d-caption">
          {[terms.intensity.basis[basis], ...(holdsFor === 'start' ? [terms.intensity.holdsFor.start] : [])].join('; ')}
        </span>
        <Disclosure summary={words.t.reason.why}>
          <Measurements of={measurements} />
          <Chain why={[{ rule, truth: 'yes', facts: [], factIds }]} />
        </Disclosure>
      </div>
    </li>
  )
}

/** What a target was computed from, with the day it was measured. */
function Measurements({ of: measurements }: { of: readonly TargetMeasurement[] }) {
  const { terms, pick, formatNumber, formatDate } = useWords()
  const knowledge = useKnowledge()
  if (measurements.length === 0) return null
  return (
    <ul className="c-list d-figures">
      {measurements.map(({ fact, value, observedOn }) => {
        const definition = definitionOf(knowledge, fact)
        const question = definition === undefined ? fact : pick(definition.question).replace(/\?$/, '')
        const unit = definition?.answer.kind === 'quantity' ? ` ${definition.answer.unit}` : ''
        const on = observedOn === undefined ? '' : `, ${terms.intensity.measuredOn} ${formatDate(observedOn)}`
        return <li key={fact}>{`${question}: ${formatNumber(value)}${unit}${on}`}</li>
      })}
    </ul>
  )
}

function Absent({ target }: { target: IntensityTarget }) {
  const words = useWords()
  const { terms, pick } = words
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  const { scale, absent, rule } = target
  if (absent === null) return null
  return (
    <li>
      <span>{terms.intensity.scale[scale].name}</span>
      <span>{pick(findRule(knowledge, rule).names)}</span>
      <div>
        <span className="d-caption">{terms.intensity.absent[absent.reason]}</span>
        {absent.facts.length > 0 && (
          <ul className="c-list">
            {absent.facts.map((fact) => {
              const definition = definitionOf(knowledge, fact)
              return (
                <li key={fact}>
                  <Link href={askPath(patientId, fact)}>
                    {definition === undefined ? fact : pick(definition.question)}
                  </Link>
                </li>
              )
            })}
          </ul>
        )}
      </div>
    </li>
  )
}
