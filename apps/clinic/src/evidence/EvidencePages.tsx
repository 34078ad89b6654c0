import { Loading } from '@dosis/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Failure } from '../frame/Failure.tsx'
import { NotFound } from '../frame/NotFound.tsx'
import { loadQuestions } from './question.ts'
import { QuestionList } from './QuestionList.tsx'

const QuestionPage = lazy(async () => ({ default: (await import('./QuestionPage.tsx')).QuestionPage }))
const OwnData = lazy(async () => ({ default: (await import('./OwnData.tsx')).OwnData }))

/** The pages about evidence: all questions, one of them, and a table of one's own. */
export function EvidencePages() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['evidence'],
    queryFn: loadQuestions,
    staleTime: Infinity,
  })
  if (isPending) return <Loading />
  if (data === undefined) return <Failure error={error} onRetry={() => void refetch()} page />
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/evidence">
          <QuestionList questions={data} />
        </Route>
        <Route path="/evidence/own" component={OwnData} />
        <Route path="/evidence/:id">
          {({ id }) => {
            const found = data.find(({ question }) => question.id === id)
            return found === undefined ? <NotFound /> : <QuestionPage key={id} built={found} />
          }}
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  )
}
