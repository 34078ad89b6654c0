import type { Population as PopulationBlock } from '@dosis/domain'
import { Section } from '@dosis/ui'
import { useWords } from '../frame/words.ts'
import { Sources } from '../reason/Sources.tsx'
import { Why } from '../reason/Why.tsx'

/** To which studied groups and documents this patient belongs. */
export function Population({ population }: { population: PopulationBlock }) {
  const { t, terms } = useWords()
  const lines = (
    [
      [t.assessment.riskGroup, population.osteoRiskGroups.join(', '), population.osteoRiskGroups.length > 0],
      [
        t.assessment.osteoGuideline,
        terms.osteoGuideline[population.osteoGuideline],
        population.osteoGuideline !== 'not_applicable',
      ],
      [
        t.assessment.fractureStage,
        terms.fractureStage[population.vertebralFractureStage],
        population.vertebralFractureStage !== 'none',
      ],
      [
        t.assessment.hfref,
        terms.evidencePopulation[population.hfrefEvidence],
        population.hfrefEvidence !== 'not_applicable',
      ],
      [
        t.assessment.runwalk,
        terms.evidencePopulation[population.runwalkEvidence],
        population.runwalkEvidence !== 'not_applicable',
      ],
      [
        t.assessment.cardiacStrength,
        terms.cardiacStrengthAdvice[population.cardiacStrengthAdvice],
        population.cardiacStrengthAdvice !== 'not_applicable',
      ],
    ] as const
  ).filter(([, , isSpoken]) => isSpoken)
  return (
    <Section title={t.assessment.population} level={3}>
      {lines.length === 0 && <p>{t.assessment.noPopulation}</p>}
      <dl className="c-facts">
        {lines.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <Sources factIds={population.factIds} />
      <Why why={population.why} factIds={population.factIds} />
    </Section>
  )
}
