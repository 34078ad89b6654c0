import { PageHeader, Screen } from '@dosis/ui'
import { useRecord } from '../data/context.tsx'
import { useMay } from '../data/records.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { CareTeamSection } from './CareTeamSection.tsx'
import { CopiesSection } from './CopiesSection.tsx'
import { PatientLog } from './PatientLog.tsx'

/** Who may open this record, who did from outside, copies of it, and who did what. */
export function AccessPage() {
  const { t } = useWords()
  const { patientId, details } = useRecord()
  const mayCopy = useMay('recordExports')
  usePageTitle(t.place.access, details.name)
  return (
    <Screen>
      <PageHeader title={t.place.access} />
      <CareTeamSection patientId={patientId} />
      {mayCopy && <CopiesSection patientId={patientId} />}
      <PatientLog patientId={patientId} />
    </Screen>
  )
}
