import type { PatientToday } from '@dosis/api'
import type { Plan, SessionTemplate } from '@dosis/domain'
import { ButtonLink, FilledCircles, Notice, Panel, SaveState } from '@dosis/ui/patient'
import { Play } from 'lucide-react'
import { usePhone } from '../data/phone.tsx'
import { PatientFrame } from '../frame/PatientFrame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { minutesOfSession } from '../session/minutes-of-session.ts'
import { runningSession } from '../session/running-session.ts'
import { PracticeCall } from './PracticeCall.tsx'
import { dayPlanOf } from './sessions-of-today.ts'

/** What to do today, why, and one large button. A rest day says so and means it. */
export function TodayScreen({ today }: { today: PatientToday }) {
  const { texts, formatDate } = useTexts()
  const { isOffline, unsent } = usePhone()
  const { plan } = today
  const day = plan === null ? null : dayPlanOf(plan, today.logs, today.today)
  const canTrain = plan !== null && today.pausedBecause === null
  const running = runningSession()
  const next = canTrain && running === null ? day?.due[0] : undefined

  return (
    <PatientFrame
      action={
        canTrain && running !== null ? (
          <ButtonLink kind="primary" size="large" wide icon={Play} href={`#/session/${running.template}`}>
            {texts.goOn}
          </ButtonLink>
        ) : (
          next && (
            <ButtonLink kind="primary" size="large" wide icon={Play} href={`#/session/${next.id}`}>
              {texts.start}
            </ButtonLink>
          )
        )
      }
    >
      <header className="p-head">
        <p className="p-date">{formatDate(today.today, 'weekday')}</p>
        <h1>{texts.greeting(today.firstName)}</h1>
      </header>
      {isOffline && <Notice>{texts.noConnection}</Notice>}
      {unsent.length > 0 && <SaveState state="saved_here" words={texts.unsent(unsent.length)} />}
      {canTrain && running !== null && <Notice>{texts.unfinished}</Notice>}
      {today.pausedBecause !== null && <Waiting today={today} because={today.pausedBecause} />}
      {canTrain && day !== null && (
        <>
          <ProgressLine today={today} />
          {day.due.map((template) => (
            <SessionCard key={template.id} template={template} plan={plan} />
          ))}
          {day.due.length === 0 && <NothingDue today={today} plan={plan} />}
          <section className="p-week" aria-label={texts.thisWeek}>
            <h2>{texts.thisWeek}</h2>
            <FilledCircles done={day.week.done} planned={day.week.planned} />
          </section>
          <p className="p-quiet">
            <a href="#/report">{texts.report}</a>
          </p>
        </>
      )}
    </PatientFrame>
  )
}

function SessionCard({ template, plan }: { template: SessionTemplate; plan: Plan }) {
  const { texts, read, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const minutes = minutesOfSession(template)
  const prescriptions = plan.prescriptions.filter(({ id }) => template.prescriptions.includes(id))
  const goal = plan.goals[0]
  const modality = prescriptions[0]?.modality
  return (
    <Panel>
      <div>
        <h2 className="p-card-title">{prescriptions.map(({ form }) => nameOf(form)).join(' · ')}</h2>
        <p>{goal === undefined ? modality && texts.why[modality] : texts.goal(goal)}</p>
      </div>
      <ul className="p-parts">
        {template.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a confirmed session never change place
          <li key={index}>
            {part.kind === 'intervals' ? (
              <>
                {texts.levelOf(formatNumber(part.level), formatNumber(part.levels))}
                <span>{texts.times(formatNumber(part.repetitions))}</span>
              </>
            ) : (
              <>
                {exerciseOf(part.exercise)}
                <span>
                  {part.kind === 'continuous'
                    ? texts.aboutMinutes(formatNumber(part.minutes))
                    : `${formatNumber(part.sets)} × ${formatNumber(part.kind === 'strength' ? part.repetitions : part.impactsPerSet)}`}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="p-duration">{minutes === null ? texts.ownPace : texts.aboutMinutes(formatNumber(minutes))}</p>
    </Panel>
  )

  function nameOf(form: string): string {
    const names = knowledge?.forms[form]?.names
    return names === undefined ? texts.session : read(names)
  }
  function exerciseOf(exercise: string): string {
    const names = knowledge?.exercises[exercise]?.names
    return names === undefined ? exercise : read(names)
  }
}

function NothingDue({ today, plan }: { today: PatientToday; plan: Plan }) {
  const { texts, formatDate } = useTexts()
  const day = dayPlanOf(plan, today.logs, today.today)
  const next = day.nextOn === null ? null : texts.nextOn(formatDate(day.nextOn, 'weekday'))
  if (today.today < plan.startsOn) return <Panel>{texts.startsOn(formatDate(plan.startsOn, 'weekday'))}</Panel>
  return (
    <Panel kind="accent">
      <h2 className="p-card-title">{day.hasTrainedToday ? texts.doneToday : texts.restDay}</h2>
      <p>{texts.restDayWhy}</p>
      {next !== null && <p>{next}</p>}
      {day.spare[0] !== undefined && (
        <p>
          <a href={`#/session/${day.spare[0].id}`}>{texts.trainAnyway}</a>
        </p>
      )}
    </Panel>
  )
}

/** What the programme proposes, in one line; only what the server has concluded. */
function ProgressLine({ today }: { today: PatientToday }) {
  const { texts, formatNumber } = useTexts()
  const step = today.progress?.steps.find(({ from }) => from !== null)
  if (step === undefined || step.action === 'stop' || step.action === 'deload' || today.logs.length === 0) return null
  const to = formatNumber(step.to ?? step.from ?? 0)
  const words =
    step.action === 'advance'
      ? texts.step.advance(to)
      : step.action === 'regress'
        ? texts.step.regress(to)
        : texts.step[step.action]
  return <p className="p-lead">{words}</p>
}

function Waiting({ today, because }: { today: PatientToday; because: NonNullable<PatientToday['pausedBecause']> }) {
  const { texts } = useTexts()
  const words = {
    stop: [texts.waiting, texts.waitingNext],
    paused: [texts.paused, texts.pausedNext],
    closed: [texts.closed, texts.closedNext],
    no_plan: [texts.noPlan, texts.noPlanNext],
  } as const
  const [title, next] = words[because]
  return (
    <>
      <Notice kind={because === 'stop' ? 'stop' : 'info'} title={title}>
        {next}
      </Notice>
      {(because === 'stop' || because === 'paused') && (
        <PracticeCall today={today} kind={because === 'stop' ? 'primary' : 'secondary'} />
      )}
    </>
  )
}
