import { Button, Frame, Loading, Notice, Rail } from '@dosis/ui'
import { ChartScatter, KeyRound, ScanEye, Settings2, Users } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { KnowledgeProvider } from '../data/context.tsx'
import { useKnowledgeQuery, useMay, useWorklist } from '../data/records.ts'
import { FactSaversProvider } from '../intake/fact-saver.tsx'
import { Worklist } from '../patients/Worklist.tsx'
import { AppLink } from './AppLink.tsx'
import { Failure, failureWords } from './Failure.tsx'
import { PageFor } from './May.tsx'
import { NotFound } from './NotFound.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { RailFoot } from './RailFoot.tsx'
import { UnsavedElsewhere } from './UnsavedElsewhere.tsx'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { useWords } from './words.ts'

const Accounts = lazy(async () => ({ default: (await import('../accounts/Accounts.tsx')).Accounts }))
const NewPatient = lazy(async () => ({ default: (await import('../patients/NewPatient.tsx')).NewPatient }))
const Settings = lazy(async () => ({ default: (await import('../sign-in/Settings.tsx')).Settings }))
const EvidencePages = lazy(async () => ({ default: (await import('../evidence/EvidencePages.tsx')).EvidencePages }))
const OversightPages = lazy(async () => ({ default: (await import('../access/OversightPages.tsx')).OversightPages }))
const Patient = lazy(async () => ({ default: (await import('./Patient.tsx')).Patient }))

/** Every page for who is signed in: the rail, and what the address says. */
export function Pages() {
  const { t } = useWords()
  const [path, go] = useLocation()
  const [help, setHelp] = useState(false)
  const waiting = useWaiting()
  const seesPatients = useMay('listPatients')
  const seesAccounts = useMay('listAccounts')
  const oversees = useMay('accessReview')
  useShortcuts({
    '?': () => setHelp(true),
    ...(seesPatients && { '/': () => go('/?search'), 'g p': () => go('/') }),
    'g b': () => go('/evidence'),
    'g s': () => go('/settings'),
    ...(oversees ? { 'g t': () => go('/oversight') } : {}),
    Escape: () => {
      if (path !== '/') go(path.startsWith('/evidence/') ? '/evidence' : '/')
    },
  })
  return (
    <Frame
      rail={
        <Rail
          link={AppLink}
          foot={<RailFoot onHelp={() => setHelp(true)} />}
          items={[
            ...(seesPatients
              ? [
                  {
                    href: '/',
                    label: t.rail.patients,
                    icon: Users,
                    current: path === '/' || path.startsWith('/patients'),
                    ...(waiting > 0 && { count: { figure: waiting, words: t.rail.waiting(waiting) } }),
                  },
                ]
              : []),
            {
              href: '/evidence',
              label: t.rail.evidence,
              icon: ChartScatter,
              current: path === '/evidence' || path.startsWith('/evidence/'),
            },
            ...(seesAccounts
              ? [{ href: '/accounts', label: t.rail.accounts, icon: KeyRound, current: path === '/accounts' }]
              : []),
            ...(oversees
              ? [{ href: '/oversight', label: t.rail.oversight, icon: ScanEye, current: path.startsWith('/oversight') }]
              : []),
            { href: '/settings', label: t.rail.settings, icon: Settings2, current: path === '/settings' },
          ]}
        />
      }
    >
      <WithKnowledge>
        <FactSaversProvider>
          <UnsavedElsewhere />
          <PageBoundary path={path}>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/">
                  {seesPatients ? <Worklist /> : <Redirect to={seesAccounts ? '/accounts' : '/evidence'} replace />}
                </Route>
                <Route path="/patients">
                  <Redirect to="/" />
                </Route>
                <Route path="/patients/new">
                  <PageFor route="createPatient">
                    <NewPatient />
                  </PageFor>
                </Route>
                <Route path="/patients/:patientId/*?">
                  {({ patientId }) => (
                    <PageFor route="patient">
                      <Patient key={patientId} patientId={patientId} />
                    </PageFor>
                  )}
                </Route>
                <Route path="/evidence/*?" component={EvidencePages} />
                <Route path="/accounts">
                  <PageFor route="listAccounts">
                    <Accounts />
                  </PageFor>
                </Route>
                <Route path="/oversight/*?">
                  <PageFor route="accessReview">
                    <OversightPages />
                  </PageFor>
                </Route>
                <Route path="/settings" component={Settings} />
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </PageBoundary>
        </FactSaversProvider>
      </WithKnowledge>
      <ShortcutHelp open={help} onClose={() => setHelp(false)} />
    </Frame>
  )
}

/** How many patients wait for the therapist today. */
function useWaiting(): number {
  const list = useWorklist()
  return list.data?.patients.filter(({ need }) => need !== 'none' && need !== 'closed').length ?? 0
}

function WithKnowledge({ children }: { children: ReactNode }) {
  const knowledge = useKnowledgeQuery()
  const { t } = useWords()
  const retry = () => void knowledge.refetch()
  if (knowledge.known !== undefined) {
    return (
      <KnowledgeProvider value={knowledge.known}>
        {knowledge.isError && (
          <Notice
            kind="caution"
            live
            title={t.error.otherLanguage}
            actions={<Button onClick={retry}>{t.tryAgain}</Button>}
          >
            <p>{failureWords(knowledge.error, { t })}</p>
          </Notice>
        )}
        {children}
      </KnowledgeProvider>
    )
  }
  if (knowledge.isPending) return <Loading />
  return <Failure error={knowledge.error} onRetry={retry} page />
}
