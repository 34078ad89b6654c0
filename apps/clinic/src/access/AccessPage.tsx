import { PageHeader, Screen } from '@dosis/ui'
import { useRecord } from '../data/context.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { CareTeamSection } from './CareTeamSection.tsx'
import { PatientLog } from './PatientLog.tsx'

/** Who may open this record, who did from outside, and who did what. */
export function AccessPage() {
  const { t } = useWords()
  const { patientId, details } = useRecord()
  usePageTitle(t.place.access, details.name)
  return (
    <Screen>
      <PageHeader title={t.place.access} />
      <CareTeamSection patientId={patientId} />
      <PatientLog patientId={patientId} />
    </Screen>
  )
}
