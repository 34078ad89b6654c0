import { RequestRefused } from '@dosis/api'
import { Loading } from '@dosis/ui'
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { isOutsideRelation } from '../access/is-outside-relation.ts'
import { RecordProvider } from '../data/context.tsx'
import { usePatientQuery } from '../data/records.ts'
import { Intake } from '../intake/Intake.tsx'
import { Failure } from './Failure.tsx'
import { YourPart } from './May.tsx'
import { NotFound } from './NotFound.tsx'
import { PatientBand } from './PatientBand.tsx'
import { patientPath, placeFor } from './places.ts'
import { useShortcuts } from './use-shortcuts.ts'

const AssessmentPage = lazy(async () => ({
  default: (await import('../assessment/AssessmentPage.tsx')).AssessmentPage,
}))
const PlanPage = lazy(async () => ({ default: (await import('../plan/PlanPage.tsx')).PlanPage }))
const FollowUp = lazy(async () => ({ default: (await import('../session/FollowUp.tsx')).FollowUp }))
const EvaluationPage = lazy(async () => ({
  default: (await import('../evaluation/EvaluationPage.tsx')).EvaluationPage,
}))

const AccessPage = lazy(async () => ({ default: (await import('../access/AccessPage.tsx')).AccessPage }))
const OutsideQuestion = lazy(async () => ({
  default: (await import('../access/OutsideQuestion.tsx')).OutsideQuestion,
}))

/** The pages of one patient under the band that says who it is. */
export function Patient({ patientId }: { patientId: string }) {
  const query = usePatientQuery(patientId)
  const [, go] = useLocation()
  useShortcuts({
    e: () => go(patientPath(patientId, 'intake')),
    'g i': () => go(patientPath(patientId, 'intake')),
    'g a': () => go(patientPath(patientId, 'assessment')),
    'g l': () => go(patientPath(patientId, 'plan')),
    'g f': () => go(patientPath(patientId, 'follow-up')),
    'g e': () => go(patientPath(patientId, 'evaluation')),
  })
  const record = query.data
  if (record === undefined) {
    if (query.isPending) return <Loading />
    if (query.error instanceof RequestRefused && query.error.details.status === 404) return <NotFound />
    if (isOutsideRelation(query.error)) {
      return (
        <Suspense fallback={<Loading />}>
          <OutsideQuestion patientId={patientId} />
        </Suspense>
      )
    }
    return <Failure error={query.error} onRetry={() => void query.refetch()} page />
  }
  return (
    <RecordProvider value={record}>
      <PatientBand />
      <YourPart />
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/patients/:patientId/intake" component={Intake} />
          <Route path="/patients/:patientId/assessment" component={AssessmentPage} />
          <Route path="/patients/:patientId/plan" component={PlanPage} />
          <Route path="/patients/:patientId/follow-up" component={FollowUp} />
          <Route path="/patients/:patientId/evaluation" component={EvaluationPage} />
          <Route path="/patients/:patientId/access" component={AccessPage} />
          <Route path="/patients/:patientId">
            <Redirect to={patientPath(patientId, placeFor(record.need))} replace />
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </RecordProvider>
  )
}
