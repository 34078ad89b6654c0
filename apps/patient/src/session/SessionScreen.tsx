import type { PatientToday } from '@dosis/api'
import type { CheckBefore } from '@dosis/domain'
import { ButtonLink, Notice } from '@dosis/ui/patient'
import { useState } from 'react'
import { Redirect } from 'wouter'
import { usePhone } from '../data/phone-context.tsx'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { templateOn } from '../today/template-on.ts'
import { beforeSession } from '@dosis/engine'
import { BeforePages, isBeforePage } from './BeforePages.tsx'
import { isAskPage, MayBegin } from './MayBegin.tsx'
import { keepRunningSession, type RunningSession, runningSession } from './running-session.ts'
import { SessionElsewhere } from './SessionElsewhere.tsx'
import { SessionUnderWay } from './SessionUnderWay.tsx'
import { canOnlyBeClosed, closeStill, wakenSession } from './session-flow.ts'
import { useOnlyWindow } from './use-only-window.ts'

interface SessionScreenProps {
  readonly today: PatientToday
  /** Id of the session of the plan, or of the one under way. */
  readonly template: string
  readonly page: string | undefined
  readonly onDanger: (symptoms: readonly string[]) => void
  /** A sign of danger before anything was done. */
  readonly onDangerBefore: (symptoms: readonly string[]) => void
}

/** A session from the first question to the last; one that is under way goes before anything else. */
export function SessionScreen({ today, template: id, page, onDanger, onDangerBefore }: SessionScreenProps) {
  const { clock, knowledge } = usePhone()
  const [found] = useState(() => findSession(today, clock.now()))
  const [running, setRunning] = useState(found.session)
  // Never kept: whoever comes back later measures again.
  const [check, setCheck] = useState<CheckBefore>({})
  const window = useOnlyWindow(running !== null && running.log === null)
  const planned = today.plan?.sessions.find((session) => session.id === id)
  const turn =
    planned === undefined || today.plan === null ? undefined : templateOn(planned, today.plan, today.today, today.logs)
  const home = `/session/${encodeURIComponent(id)}`

  if (running === null) {
    if (!isBeforePage(page) && !isAskPage(page)) return <Redirect to="/" replace />
    if (turn === undefined || turn.template.parts.length === 0) return <NothingToDo />
    if (today.plan === null || today.pausedBecause !== null) return <NothingToDo />
    const constraints = knowledge?.constraints ?? {}
    if (isAskPage(page) || beforeSession(check, today.plan, { constraints }).outcome !== 'begin') {
      return (
        <MayBegin
          today={today}
          plan={today.plan}
          template={id}
          home={home}
          page={page}
          check={check}
          onCheck={setCheck}
          constraints={constraints}
        />
      )
    }
    return (
      <BeforePages
        today={today}
        plan={today.plan}
        turn={turn}
        home={home}
        page={page}
        check={check}
        onBegin={setRunning}
        onDanger={onDangerBefore}
      />
    )
  }
  // Whoever comes back to a page before the start, or to another session, finds the way on from the first screen.
  if (running.template.id !== id || isBeforePage(page)) return <Redirect to="/" replace />
  if (window.isElsewhere) {
    return (
      <SessionElsewhere
        onTakeOver={() => {
          setRunning(findSession(today, clock.now()).session)
          window.takeOver()
        }}
      />
    )
  }
  return (
    <SessionUnderWay
      today={today}
      session={running}
      wasClosed={found.wasClosed}
      home={home}
      page={page}
      onChange={(session) => {
        keepRunningSession(session)
        setRunning(session)
      }}
      onDanger={onDanger}
    />
  )
}

/** The session that this phone still holds: paused where it was last seen to run, or closed when nobody can go on with it. */
function findSession(today: PatientToday, now: number): { session: RunningSession | null; wasClosed: boolean } {
  const kept = runningSession(today.patientId)
  if (kept === null || kept.log !== null) return { session: null, wasClosed: false }
  const at = Date.now()
  const wasClosed = kept.endedAt === null && canOnlyBeClosed(kept, today, at)
  if (!wasClosed) return { session: wakenSession(kept), wasClosed }
  const session = closeStill(kept, now - at)
  keepRunningSession(session)
  return { session, wasClosed }
}

function NothingToDo() {
  const { texts } = useTexts()
  return (
    <Page
      title={texts.today}
      action={
        <ButtonLink kind="primary" size="large" wide href="#/">
          {texts.toToday}
        </ButtonLink>
      }
    >
      <Notice title={texts.notNow}>{texts.notNowNext}</Notice>
    </Page>
  )
}
