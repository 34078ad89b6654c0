import type { InstrumentAdvice } from '@dosis/domain'
import { Section } from '@dosis/ui'
import { useWords } from '../frame/words.ts'
import { SourceNote } from '../reason/SourceNote.tsx'
import { Why } from '../reason/Why.tsx'
import { useInstrumentName } from '../reason/instrument-name.ts'

/** Which instruments the sources recommend, allow, keep for screening and leave out. */
export function Instruments({ advice }: { advice: InstrumentAdvice }) {
  const { t } = useWords()
  const nameOf = useInstrumentName()
  const lines = [
    [t.assessment.recommended, advice.recommended],
    [t.assessment.optional, advice.optional],
    [t.assessment.screening, advice.screening],
    [t.assessment.notUsed, advice.notUsed],
  ] as const
  const spoken = lines.filter(([, instruments]) => instruments.length > 0)
  return (
    <Section title={t.assessment.instruments}>
      {spoken.length === 0 && <p>{t.assessment.noInstruments}</p>}
      <dl className="c-facts">
        {spoken.map(([label, instruments]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{instruments.map(nameOf).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <SourceNote factIds={advice.factIds} />
      <Why why={advice.why} factIds={advice.factIds} />
    </Section>
  )
}
