import type { PatientToday } from '@dosis/api'
import { startOfWeek, weeksBetween } from '@dosis/domain'
import { ProgressPath } from '@dosis/ui/patient'
import { PatientFrame } from '../frame/PatientFrame.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { meaningOf } from './meaning-of-weeks.ts'
import { PainLine } from './PainLine.tsx'

/** The weeks as a path, the pain as a line, and one sentence of what it means. */
export function ProgressScreen({ today }: { today: PatientToday }) {
  const { texts, formatNumber } = useTexts()
  const weeks = today.progress?.weeks ?? []
  const first = weeks[0]
  const now = first === undefined ? 1 : Math.floor(weeksBetween(first.weekStartsOn, startOfWeek(today.today))) + 1
  const done = weeks.reduce((sum, week) => sum + week.done, 0)
  const meaning = meaningOf(weeks)

  return (
    <PatientFrame>
      <h1>{texts.progress}</h1>
      {done === 0 ? (
        <p className="p-lead">{texts.noLogsYet}</p>
      ) : (
        <>
          <p className="p-lead">
            {texts.meaning.done(formatNumber(done))} {meaning !== null && texts.meaning[meaning]}
          </p>
          <section className="p-section">
            <h2>{texts.weeks}</h2>
            <ProgressPath
              now={now}
              weeks={weeks.map((week, index) => ({
                week: index + 1,
                planned: week.planned,
                done: week.done,
                ...(week.level === null ? {} : { level: week.level }),
              }))}
            />
          </section>
          <section className="p-section">
            <h2>{texts.painOverTime}</h2>
            <PainLine weeks={weeks} />
          </section>
          <table className="p-table d-figures">
            <thead>
              <tr>
                <th scope="col">{texts.week('').trim()}</th>
                <th scope="col">{texts.sessions}</th>
                <th scope="col">{texts.pain}</th>
                {weeks.some(({ level }) => level !== null) && <th scope="col">{texts.level}</th>}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week, index) => (
                <tr key={week.weekStartsOn}>
                  <th scope="row">{formatNumber(index + 1)}</th>
                  <td>{texts.sessionsDone(formatNumber(week.done), formatNumber(week.planned))}</td>
                  <td>{week.meanPainAfter === null ? '–' : formatNumber(week.meanPainAfter, { decimals: 1 })}</td>
                  {weeks.some(({ level }) => level !== null) && (
                    <td>{week.level === null ? '–' : formatNumber(week.level)}</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p className="p-quiet">{texts.notADevice}</p>
    </PatientFrame>
  )
}
