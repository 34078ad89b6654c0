import type { PatientToday } from '@dosis/api'
import type { Plan } from '@dosis/domain'
import { ButtonLink, FilledCircles, Notice, Panel } from '@dosis/ui/patient'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { PhoneLink } from '../emergency/PhoneLink.tsx'
import { PatientFrame } from '../frame/PatientFrame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { InstallHint } from '../install/InstallHint.tsx'
import { morningOfToday } from '../session/check-before.ts'
import { keptMorning } from '../session/kept-morning.ts'
import { runningSession } from '../session/running-session.ts'
import { canOnlyBeClosed, firstQuestion, isStepGoal, pageToResume } from '../session/session-flow.ts'
import { SessionCard } from './SessionCard.tsx'
import { useSessionTitle } from './use-session-title.ts'
import { dayPlanOf } from './sessions-of-today.ts'
import { stepWords, waitsForTherapist } from './step-words.ts'
import { WhatWaits } from './WhatWaits.tsx'

const addressOf = (template: string) => `#/session/${encodeURIComponent(template)}`

/** What to do today, why, and one large button. A rest day says so and means it. */
export function TodayScreen({ today }: { today: PatientToday }) {
  const { texts, formatDate } = useTexts()
  const { isOffline } = usePhone()
  const titleOf = useSessionTitle()
  const { plan } = today
  const [openedAt] = useState(Date.now)
  const kept = runningSession(today.patientId)
  const running = kept?.log === null ? kept : null
  const isClosing = running !== null && canOnlyBeClosed(running, today, openedAt)
  const canTrain = plan !== null && today.pausedBecause === null
  const day = canTrain ? dayPlanOf(plan, today.logs, today.today) : null
  const next = running === null ? day?.due[0] : undefined

  return (
    <PatientFrame
      title={texts.today}
      action={
        running !== null ? (
          <ButtonLink
            kind="primary"
            size="large"
            wide
            icon={Play}
            href={`${addressOf(running.template.id)}/${isClosing ? (running.endedAt === null ? firstQuestion(running) : pageToResume(running)) : pageToResume(running)}`}
          >
            {isClosing ? texts.answerQuestions : texts.goOn}
          </ButtonLink>
        ) : (
          next && (
            <ButtonLink kind="primary" size="large" wide icon={Play} href={addressOf(next.id)}>
              {isStepGoal(next) ? texts.enterSteps : texts.start}
              {day !== null && plan !== null && day.due.length > 1 && (
                <span className="p-button-note">{titleOf(next, plan)}</span>
              )}
            </ButtonLink>
          )
        )
      }
    >
      <header className="p-head">
        <p className="p-above">{formatDate(today.today, 'weekday')}</p>
        <h1>{texts.greeting(today.firstName)}</h1>
        {day !== null && <StepLine today={today} />}
      </header>
      <WhatWaits today={today} />
      {isOffline && <Notice>{texts.noConnection}</Notice>}
      {running !== null && <Notice>{isClosing ? texts.unfinishedClosed : texts.unfinished}</Notice>}
      {running === null && <MorningQuestion today={today} />}
      {today.pausedBecause !== null && <Waiting today={today} because={today.pausedBecause} />}
      {day !== null && plan !== null && (
        <>
          {day.due.map((template, index) => (
            <SessionCard
              key={template.id}
              template={template}
              plan={plan}
              today={today}
              action={
                index > 0 && running === null ? (
                  <ButtonLink size="large" wide icon={Play} href={addressOf(template.id)}>
                    {isStepGoal(template) ? texts.enterSteps : texts.start}
                  </ButtonLink>
                ) : undefined
              }
            />
          ))}
          {day.due.length === 0 && <NothingDue today={today} plan={plan} isBusy={running !== null} />}
          <section className="p-section" aria-label={texts.thisWeek}>
            <h2>{texts.thisWeek}</h2>
            <FilledCircles done={day.week.done} planned={day.week.planned} />
          </section>
        </>
      )}
      {today.pausedBecause === null && (
        <ButtonLink size="large" wide href="#/report">
          {texts.report}
        </ButtonLink>
      )}
      {today.pausedBecause === null && <InstallHint />}
      <p className="p-links">
        <a href="#/settings">{texts.settings}</a>
      </p>
    </PatientFrame>
  )
}

function NothingDue({ today, plan, isBusy }: { today: PatientToday; plan: Plan; isBusy: boolean }) {
  const { texts, formatDate } = useTexts()
  const day = dayPlanOf(plan, today.logs, today.today)
  const next = day.nextOn === null ? null : texts.nextOn(formatDate(day.nextOn, 'weekday'))
  if (today.today < plan.startsOn) {
    return (
      <Panel kind="accent">
        <p className="p-card-title">{texts.startsOn(formatDate(plan.startsOn, 'weekday'))}</p>
      </Panel>
    )
  }
  const spare = isBusy ? undefined : day.spare[0]
  return (
    <Panel kind="accent">
      <div>
        <h2 className="p-card-title">{day.hasTrainedToday ? texts.doneToday : texts.restDay}</h2>
        <p>{day.hasTrainedToday ? texts.doneTodayNext : texts.restDayWhy}</p>
      </div>
      {next !== null && <p>{next}</p>}
      {spare !== undefined && (
        <p className="p-links">
          <a href={addressOf(spare.id)}>{texts.trainAnyway}</a>
        </p>
      )}
    </Panel>
  )
}

/** On the morning after a session, where the plan wants to know of it; until it was told. */
function MorningQuestion({ today }: { today: PatientToday }) {
  const { texts } = useTexts()
  const asked = morningOfToday(today)
  if (asked === null || keptMorning(today.patientId, asked.sessionId) !== null) return null
  return (
    <ButtonLink size="large" wide href="#/morning">
      {texts.tellMorning}
    </ButtonLink>
  )
}

function StepLine({ today }: { today: PatientToday }) {
  const { texts, formatNumber } = useTexts()
  const words = stepWords(today, texts, (value) => formatNumber(value))
  if (words === null) return null
  return (
    <>
      <p className="p-lead">{words}</p>
      {waitsForTherapist(today) && <p>{texts.step.meanwhile}</p>}
    </>
  )
}

function Waiting({ today, because }: { today: PatientToday; because: NonNullable<PatientToday['pausedBecause']> }) {
  const { texts } = useTexts()
  const words = {
    stop: [texts.waiting, texts.waitingNext],
    paused: [texts.paused, texts.pausedNext],
    knowledge: [texts.paused, texts.rulesChangedNext],
    closed: [texts.closed, texts.closedNext],
    no_plan: [texts.noPlan, texts.noPlanNext],
  } as const
  const [title, next] = words[because]
  return (
    <>
      {because === 'stop' ? (
        <Notice kind="stop" title={title}>
          {next}
        </Notice>
      ) : (
        <Panel kind="accent">
          <div>
            <h2 className="p-card-title">{title}</h2>
            <p>{next}</p>
          </div>
        </Panel>
      )}
      {because !== 'no_plan' && (
        <PhoneLink call="practice" today={today} kind={because === 'stop' ? 'primary' : 'secondary'} />
      )}
    </>
  )
}
