import { conditionFact } from '@dosis/domain'
import { PatientHeader, SaveState, Tag } from '@dosis/ui'
import { Link, useLocation } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useFactSaver } from '../intake/fact-saver.tsx'
import { useLiveAssessment } from '../intake/live-assessment.ts'
import { conceptDocuments } from '../reason/concept.ts'
import { findRule } from '../reason/find-rule.ts'
import { AppLink } from './AppLink.tsx'
import { patientPath, places } from './places.ts'
import { useWords } from './words.ts'

/** Who this is about, what is not known, what must not be missed, and the stations; never scrolls away. */
export function PatientBand() {
  const { t, terms, pick } = useWords()
  const record = useRecord()
  const knowledge = useKnowledge()
  const { facts, saveState, savedAt, retry } = useFactSaver()
  const assessment = useLiveAssessment()
  const [path] = useLocation()

  const conditions = Object.values(knowledge.conditions)
    .filter(({ id }) => {
      const fact = facts[conditionFact(id)]
      return fact?.state === 'known' && fact.value === true
    })
    .map(({ names }) => pick(names))
  const stopped = record.adverseEvents.some(({ stops, release }) => stops && release === null)
  const flags = assessment.redFlags.map(({ rule }) => findRule(knowledge, rule))
  const safety = assessment.stillNeeded.filter((needed) => needed.safety)
  const concept = conceptDocuments(knowledge, assessment.factIds)

  return (
    <PatientHeader
      link={AppLink}
      name={record.details.name}
      about={`${t.patients.age(record.ageYears)}, ${terms.sex[record.details.sex]}`}
      conditions={conditions}
      warnings={
        (stopped || flags.length > 0 || concept.length > 0) && (
          <>
            {stopped && <Tag kind="stop">{t.band.stopped}</Tag>}
            {flags.map((flag) => (
              <Tag key={flag.id} kind="stop">
                {pick(flag.names)}
              </Tag>
            ))}
            {concept.map((note) => (
              <Tag key={note.id}>{pick(note.text)}</Tag>
            ))}
          </>
        )
      }
      unknown={
        safety.length > 0 && <Link href={patientPath(record.patientId, 'intake')}>{t.band.unknown(safety.length)}</Link>
      }
      actions={saveState !== 'idle' && <SaveState state={saveState} at={savedAt} onRetry={retry} />}
      placesLabel={t.band.places}
      places={places.map((place) => ({
        href: patientPath(record.patientId, place),
        label: t.place[place],
        current: path === patientPath(record.patientId, place),
      }))}
    />
  )
}
