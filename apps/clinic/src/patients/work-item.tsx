import type { WorklistRow } from '@dosis/api'
import { daysBetween } from '@dosis/domain'
import { ButtonLink, Tag, type WorkItem } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { AppLink } from '../frame/AppLink.tsx'
import { patientPath, placeFor } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'

/** Puts a row of the worklist into words: who, what happened, since when, and the one thing to do. */
export function useWorkItem(today: string): (row: WorklistRow) => WorkItem {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const conditionName = (id: string) => {
    const condition = knowledge.conditions[id]
    return condition === undefined ? id : pick(condition.names)
  }
  const symptomName = (id: string) => {
    const symptom = knowledge.symptoms[id]
    return symptom === undefined ? id : pick(symptom.names)
  }
  const ruleName = (rule: string) => pick(findRule(knowledge, rule).names)
  return (row) => {
    const href = patientPath(row.patientId, placeFor(row.need))
    const waits = row.need !== 'none' && row.need !== 'closed'
    const week = row.sessionsThisWeek
    return {
      key: row.patientId,
      who: row.name,
      href,
      about: `${t.patients.age(row.ageYears)}, ${terms.sex[row.sex]}`,
      urgent: row.need === 'stop',
      mark:
        row.need === 'knowledge' ? (
          <Tag kind={row.planWaits === true ? 'stop' : 'plain'}>
            {row.planWaits === true ? t.patients.planWaits : t.patients.planRuns}
          </Tag>
        ) : (
          row.need === 'stop' && (
            <Tag kind="stop">
              {[...row.symptoms.map(symptomName), ...(row.redFlags ?? []).map(ruleName)].join(', ') || t.patients.event}
            </Tag>
          )
        ),
      what: (
        <>
          <span>
            {row.conditions.length > 0 ? row.conditions.map(conditionName).join(' · ') : t.patients.noConditions}
          </span>
          {week !== null && <span className="c-beside">{t.patients.thisWeek(week.done, week.planned)}</span>}
        </>
      ),
      since: waits ? t.patients.since(daysBetween(row.since, today)) : undefined,
      action: (
        <ButtonLink href={href} link={AppLink} size="small" kind={waits ? 'secondary' : 'quiet'}>
          {t.needAction[row.need]}
          <span className="d-hidden">: {row.name}</span>
        </ButtonLink>
      ),
    }
  }
}
