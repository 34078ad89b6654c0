import type { PatientToday } from '@dosis/api'
import { Disclosure, SaveState } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { PatientFrame } from '../frame/PatientFrame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { countOf } from '../today/WhatWaits.tsx'
import { meaningOf } from './meaning-of-weeks.ts'
import { PlanInCalendar } from '../calendar/PlanInCalendar.tsx'
import { BarsPicture } from './BarsPicture.tsx'
import { ScalePicture } from './ScalePicture.tsx'
import { useWeekSeries } from './use-week-series.ts'
import { WeeksPicture } from './WeeksPicture.tsx'
import { WeekTable } from './WeekTable.tsx'

/** More columns than this cannot be told apart on a phone; the table has them all. */
const mostWeeks = 16

/** The weeks and the pain as pictures, and one sentence of what they mean. */
export function ProgressScreen({ today }: { today: PatientToday }) {
  const { texts, formatNumber } = useTexts()
  const { unsent } = usePhone()
  const weeks = today.progress?.weeks ?? []
  const shown = weeks.slice(-mostWeeks)
  const first = weeks.length - shown.length + 1
  const inWeeks = weeks.reduce((sum, week) => sum + week.done, 0)
  // A treatment that has ended has no weeks any more; what was done is still there.
  const done = weeks.length > 0 ? inWeeks : today.logs.length
  const meaning = meaningOf(weeks)
  const series = useWeekSeries()(today, weeks)
  const hidden = weeks.length - shown.length
  const waiting = unsent.filter(({ patientId, kind }) => patientId === today.patientId && kind === 'log')

  return (
    <PatientFrame title={texts.progress}>
      <div className="p-head">
        <h1>{texts.progress}</h1>
        <p className="p-lead">
          {done === 0
            ? texts.noLogsYet
            : `${texts.meaning.done(formatNumber(done), done === 1)} ${meaning === null ? '' : texts.meaning[meaning]}`}
        </p>
      </div>
      {waiting.length > 0 && <SaveState state="saved_here" words={texts.notCountedYet(countOf(waiting).sessions)} />}
      {inWeeks > 0 && (
        <>
          <section className="p-section">
            <h2>{texts.weeks}</h2>
            <WeeksPicture weeks={shown} first={first} />
            <p className="p-legend">
              <span>
                <i className="p-dot" data-done="" aria-hidden /> {texts.legendDone}
              </span>
              <span>
                <i className="p-dot" aria-hidden /> {texts.legendPlanned}
              </span>
            </p>
          </section>
          {shown.some(({ meanPainAfter }) => meanPainAfter !== null) && (
            <section className="p-section">
              <h2>{texts.painOverTime}</h2>
              <ScalePicture
                weeks={shown.map(({ weekStartsOn, meanPainAfter }) => ({ weekStartsOn, value: meanPainAfter }))}
                first={first}
              />
              <p className="p-quiet">{texts.painScale}</p>
            </section>
          )}
          {series.map(({ id, title, unit, goal, explanation, as, weeks: figures }) => (
            <section className="p-section" key={id}>
              <h2>
                {title}
                {goal !== null && <span className="p-goal"> {texts.goalIs(formatNumber(goal))}</span>}
              </h2>
              {as === 'scale' ? (
                <ScalePicture weeks={figures.slice(hidden)} first={first} />
              ) : (
                <BarsPicture
                  weeks={figures.slice(hidden)}
                  first={first}
                  goal={goal}
                  {...(unit === undefined ? {} : { unit })}
                />
              )}
              {explanation !== undefined && <p className="p-quiet">{explanation}</p>}
            </section>
          ))}
          <Disclosure kind="line" summary={texts.asTable}>
            <WeekTable weeks={weeks} series={series} />
          </Disclosure>
        </>
      )}
      <PlanInCalendar today={today} />
      <p className="p-quiet">{texts.notADevice}</p>
    </PatientFrame>
  )
}
