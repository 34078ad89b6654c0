import { mayUse, type Need, type RouteName, type WorklistRow, type WorklistTask } from '@dosis/api'
import { daysBetween } from '@dosis/domain'
import { ButtonLink, Tag, type WorkItem } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useAccount } from '../data/records.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { patientPath, placeFor } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'

/** What somebody does who deals with a need. */
const routeOfNeed = {
  stop: 'releaseAdverseEvent',
  knowledge: 'reviewKnowledgeChange',
  evaluation: 'decideEvaluation',
  progress: 'decideProgress',
  confirm: 'confirmPlan',
  intake: 'stateFacts',
  none: 'patient',
  closed: 'patient',
} as const satisfies Record<Need, RouteName>

/** Puts a row of the worklist into words: who, what happened, since when, and the one thing to do for who may do it. */
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
  const role = useAccount().data?.role ?? null
  const mayOpen = mayUse(role, 'patient')
  return (row) => {
    const href = mayOpen ? patientPath(row.patientId, placeFor(row.need)) : undefined
    const mayDo = mayUse(role, routeOfNeed[row.need])
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
          {row.task !== undefined && <TaskLine task={row.task} />}
        </>
      ),
      since: waits ? t.patients.since(daysBetween(row.since, today)) : undefined,
      action: href !== undefined && (
        <ButtonLink href={href} link={AppLink} size="small" kind={waits && mayDo ? 'secondary' : 'quiet'}>
          {mayDo ? t.needAction[row.need] : t.patients.open}
          <span className="d-hidden">: {row.name}</span>
        </ButtonLink>
      ),
    }
  }
}

/** Who looks first, and what happened because nobody looked in time. */
function TaskLine({ task: { ownerName, escalatedTo, isReminded } }: { task: WorklistTask }) {
  const { t } = useWords()
  const { owner, nobody, escalated, reminder } = t.patients.task
  return (
    <span className="c-task">
      {escalatedTo !== null && <Tag kind="stop">{escalated[escalatedTo]}</Tag>}
      {isReminded && <Tag>{reminder}</Tag>}
      <span>{ownerName === null ? nobody : owner(ownerName)}</span>
    </span>
  )
}
