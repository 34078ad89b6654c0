import type { PatientToday } from '@dosis/api'
import { Button, ButtonLink, Notice } from '@dosis/ui/patient'
import { useEffect, useMemo, useRef } from 'react'
import { Redirect, useLocation } from 'wouter'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { Delivery } from '../report/Delivery.tsx'
import { Advice } from '../report/Advice.tsx'
import type { Guided } from '../reasons/guided.ts'
import { AfterPages } from './AfterPages.tsx'
import { isBeforePage } from './BeforePages.tsx'
import { PlayerScreen } from './PlayerScreen.tsx'
import { type Answers, forgetRunningSession, type RunningSession } from './running-session.ts'
import { endSession, firstQuestion, logOf, reportOf, stepsOf } from './session-flow.ts'

export interface SessionUnderWayProps {
  readonly today: PatientToday
  readonly session: RunningSession
  /** It was found lying still and has been closed; the patient is told. */
  readonly wasClosed: boolean
  readonly home: string
  readonly page: string
  readonly onChange: (session: RunningSession) => void
  readonly onDanger: (symptoms: readonly string[]) => void
}

const noGuidance: readonly Guided[] = []

/** A session that has begun: the player, why it stops, the questions after it, and where its log is. */
export function SessionUnderWay(props: SessionUnderWayProps) {
  const { today, session, wasClosed, home, page, onChange, onDanger } = props
  const { texts } = useTexts()
  const { clock, send } = usePhone()
  const [, go] = useLocation()
  const { template, repetitions, guided = noGuidance } = session
  const steps = useMemo(() => stepsOf({ template, repetitions, guided }), [template, repetitions, guided])
  const now = useRef(session)
  now.current = session

  const change = (changes: Partial<RunningSession>) => onChange({ ...now.current, ...changes })
  const answer = (answers: Partial<Answers>) => change({ answers: { ...now.current.answers, ...answers } })
  const end = (player = now.current.player) => onChange(endSession({ ...now.current, player }, Date.now(), clock.now()))

  /** Hands the log over. The session is forgotten only when the phone keeps the log, or the server has it. */
  const finish = (isDanger: boolean) => {
    if (now.current.log !== null) return
    const ended = endSession(now.current, Date.now(), clock.now())
    const log = logOf(ended, reportOf(ended, isDanger), clock.now())
    onChange({ ...ended, log })
    void send({ id: log.sessionId, patientId: session.patientId, kind: 'log', log }).then((isKept) => {
      if (isKept) forgetRunningSession(session.patientId)
    })
    if (isDanger) onDanger(ended.answers.symptoms)
    else go(`${home}/saved`, { replace: true })
  }

  // The practice put the plan on hold while the session was under way: it ends here, and what was done is kept.
  const mustEnd = session.endedAt === null && today.pausedBecause !== null
  useEffect(() => {
    if (!mustEnd) return
    onChange(endSession(now.current, Date.now(), clock.now()))
    go(`${home}/${firstQuestion(now.current)}`, { replace: true })
  }, [mustEnd, onChange, clock, go, home])

  if (page === 'saved' && session.log !== null) return <Saved session={session} />
  if (session.log !== null) return <Redirect to="/" replace />
  if (session.endedAt === null && page === 'play') {
    return (
      <PlayerScreen
        steps={steps}
        parts={session.template.parts}
        guided={guided}
        state={session.player}
        // The player says once more how it is when it goes; what has ended by then stays as it ended.
        onChange={(player, aliveAt) => {
          if (now.current.endedAt === null) change({ player, aliveAt })
        }}
        onEnd={(player) => {
          end(player)
          go(`${home}/${firstQuestion(now.current)}`, { replace: true })
        }}
        onStopAsked={() => go(`${home}/stop`)}
      />
    )
  }
  if (session.endedAt === null && page === 'stop') {
    return (
      <Page key="stop" title={texts.stopQuestion} onBack={goBack}>
        <h1>{texts.stopQuestion}</h1>
        <div className="p-choices">
          <Button
            size="large"
            wide
            onClick={() => {
              end()
              go(`${home}/${firstQuestion(now.current)}`, { replace: true })
            }}
          >
            {texts.stopReasons.enough}
          </Button>
          <Button kind="danger" size="large" wide onClick={() => go(`${home}/what`)}>
            {texts.stopReasons.wrong}
          </Button>
          <Button kind="quiet" size="large" wide onClick={goBack}>
            {texts.stopReasons.continue}
          </Button>
        </div>
      </Page>
    )
  }
  const isDuringSession = page === 'what' || page === 'more'
  if (session.endedAt === null && !isDuringSession) return <Redirect to="/" replace />
  if (session.endedAt !== null && (page === 'play' || page === 'stop' || isBeforePage(page))) {
    return <Redirect to="/" replace />
  }
  return (
    <AfterPages
      session={session}
      home={home}
      page={page}
      note={
        wasClosed ? (
          <Notice>{texts.wasClosed}</Notice>
        ) : mustEnd || today.pausedBecause !== null ? (
          <Notice>{texts.endedByPractice}</Notice>
        ) : null
      }
      onAnswer={answer}
      onStopped={() => end()}
      onDanger={() => finish(true)}
      onDone={() => finish(false)}
    />
  )
}

function Saved({ session }: { session: RunningSession }) {
  const { texts } = useTexts()
  const { log } = session
  return (
    <Page
      key="saved"
      title={texts.saved}
      action={
        <ButtonLink kind="primary" size="large" wide href="#/">
          {texts.close}
        </ButtonLink>
      }
    >
      <div className="p-head">
        <h1>{texts.thanks}</h1>
        {log !== null && !log.completed && <p className="p-lead">{texts.stoppedEarly}</p>}
      </div>
      <Delivery id={session.sessionId} sent={texts.sent} />
      {log?.adverseEvent != null && <Advice symptoms={log.adverseEvent.symptoms} />}
    </Page>
  )
}
