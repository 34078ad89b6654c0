import type { PatientToday } from '@dosis/api'
import type { AdverseEventReport, SessionLog, SessionTemplate, Symptom } from '@dosis/domain'
import { Button, ButtonLink, PhoneScreen } from '@dosis/ui/patient'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { AfterQuestions, type AfterAnswers } from './AfterQuestions.tsx'
import { BeforeScreen } from './BeforeScreen.tsx'
import { PlayerScreen } from './PlayerScreen.tsx'
import { doneOf, type PlayerState, readyPlayer } from './player.ts'
import { forgetRunningSession, keepRunningSession, type RunningSession, runningSession } from './running-session.ts'
import { StopScreen } from './StopScreen.tsx'
import { SymptomQuestions } from './SymptomQuestions.tsx'
import { timelineOf } from './timeline.ts'

/** A session from the first question to the last, in one flow; what is under way is kept at every step. */
export function SessionScreen({ today, template: id }: { today: PatientToday; template: string }) {
  const { texts } = useTexts()
  const template = today.plan?.sessions.find((session) => session.id === id)
  if (template === undefined || today.plan === null || today.pausedBecause !== null) {
    return (
      <PhoneScreen
        action={
          <ButtonLink size="large" wide href="#/">
            {texts.back}
          </ButtonLink>
        }
      >
        <p>{texts.noPlan}</p>
      </PhoneScreen>
    )
  }
  return <Session today={today} template={template} />
}

type Stage = 'before' | 'playing' | 'stop_question' | 'symptoms' | 'after' | 'stopped' | 'saved'

function Session({ today, template }: { today: PatientToday; template: SessionTemplate }) {
  const { texts } = useTexts()
  const { send, isOffline } = usePhone()
  const [, go] = useLocation()
  const [running, setRunning] = useState<RunningSession | null>(() => {
    const kept = runningSession()
    return kept !== null && kept.template === template.id && kept.planId === today.planId ? kept : null
  })
  const [stage, setStage] = useState<Stage>(() =>
    running === null ? 'before' : running.endedAt === null ? 'playing' : 'after',
  )
  const [stops, setStops] = useState<readonly Symptom[]>([])
  const steps = useMemo(
    () => timelineOf(template.parts, running?.repetitions == null ? {} : { repetitions: running.repetitions }),
    [template, running?.repetitions],
  )

  const keepNow = (session: RunningSession) => {
    keepRunningSession(session)
    setRunning(session)
  }
  const end = (session: RunningSession, player: PlayerState): RunningSession => ({
    ...session,
    player: player.status === 'finished' ? player : { ...player, status: 'stopped', pausedAt: null },
    endedAt: new Date().toISOString(),
  })

  if (running === null || stage === 'before') {
    return (
      <BeforeScreen
        template={template}
        onBack={() => go('/')}
        onBegin={({ repetitions, painBefore }) => {
          keepNow({
            sessionId: crypto.randomUUID(),
            planId: today.planId ?? '',
            planVersion: today.planVersion ?? 0,
            template: template.id,
            on: today.today,
            repetitions,
            painBefore,
            startedAt: new Date().toISOString(),
            endedAt: null,
            player: readyPlayer,
            adverseEvent: null,
          })
          setStage('playing')
        }}
      />
    )
  }

  if (stage === 'playing') {
    return (
      <PlayerScreen
        steps={steps}
        parts={template.parts}
        state={running.player}
        onChange={(player) => keepNow({ ...running, player })}
        onEnd={(player) => {
          keepNow(end(running, player))
          setStage('after')
        }}
        onStopAsked={() => setStage('stop_question')}
      />
    )
  }

  if (stage === 'stop_question') {
    return (
      <PhoneScreen>
        <h1>{texts.stopQuestion}</h1>
        <div className="p-choices">
          <Button
            size="large"
            wide
            onClick={() => {
              keepNow(end(running, running.player))
              setStage('after')
            }}
          >
            {texts.stopReasons.enough}
          </Button>
          <Button kind="danger" size="large" wide onClick={() => setStage('symptoms')}>
            {texts.stopReasons.wrong}
          </Button>
          <Button kind="quiet" size="large" wide onClick={() => setStage('playing')}>
            {texts.stopReasons.continue}
          </Button>
        </div>
      </PhoneScreen>
    )
  }

  const log = (session: RunningSession, answers: AfterAnswers): SessionLog => ({
    sessionId: session.sessionId,
    planId: session.planId,
    planVersion: session.planVersion,
    template: session.template,
    on: session.on,
    startedAt: session.startedAt,
    endedAt: session.endedAt ?? new Date().toISOString(),
    completed: session.player.status === 'finished',
    parts: doneOf(session.player, steps, template.parts),
    effortBorg: answers.effortBorg,
    painBefore: session.painBefore,
    painAfter: answers.painAfter,
    adverseEvent: answers.adverseEvent,
    note: answers.note,
  })

  const finish = async (session: RunningSession, answers: AfterAnswers) => {
    const item = log(session, answers)
    await send({ id: item.sessionId, kind: 'log', log: item })
    forgetRunningSession()
  }

  const reportDanger = async (report: AdverseEventReport, signs: readonly Symptom[]) => {
    setStops(signs)
    setStage('stopped')
    await finish(end(running, running.player), { effortBorg: null, painAfter: null, adverseEvent: report, note: null })
  }

  if (stage === 'symptoms') {
    return (
      <SymptomQuestions
        on={running.on}
        onBack={() => setStage('stop_question')}
        onReport={(report, signs) => {
          if (signs.length > 0) {
            void reportDanger(report, signs)
            return
          }
          keepNow({ ...end(running, running.player), adverseEvent: report })
          setStage('after')
        }}
      />
    )
  }

  if (stage === 'after') {
    return (
      <AfterQuestions
        on={running.on}
        known={running.adverseEvent}
        onDanger={(report, signs) => void reportDanger(report, signs)}
        onDone={(answers) => void finish(running, answers).then(() => setStage('saved'))}
      />
    )
  }

  if (stage === 'stopped') return <StopScreen today={today} symptoms={stops} onDone={() => go('/')} />

  return (
    <PhoneScreen
      action={
        <ButtonLink kind="primary" size="large" wide href="#/">
          {texts.close}
        </ButtonLink>
      }
    >
      <h1>{texts.thanks}</h1>
      {running.player.status !== 'finished' && <p className="p-lead">{texts.stoppedEarly}</p>}
      <p role="status">{isOffline ? texts.savedHere : texts.sent}</p>
    </PhoneScreen>
  )
}
