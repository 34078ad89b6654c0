import { Redirect, Route, Switch } from 'wouter'
import { NotFound } from '../frame/NotFound.tsx'
import { LogPage } from './LogPage.tsx'
import { ReviewPage } from './ReviewPage.tsx'

/** What a manager or administrator oversees: access to review, and the log. */
export function OversightPages() {
  return (
    <Switch>
      <Route path="/oversight/review" component={ReviewPage} />
      <Route path="/oversight/log" component={LogPage} />
      <Route path="/oversight">
        <Redirect to="/oversight/review" replace />
      </Route>
      <Route component={NotFound} />
    </Switch>
  )
}
