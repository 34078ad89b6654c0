import { type Need, neededRelation, needs, type OtherPatient, type WorklistRow } from '@dosis/api'
import { ageInYears, conditionFact, type IsoDate, startOfWeek, weeksBetween } from '@dosis/domain'
import type { ProfessionalCaller } from '../auth/caller.ts'
import { knowledgeFirstUsedAt } from '../db/record/decisions.ts'
import { namesInRecord } from '../decision/store.ts'
import { type Installation, todayOf } from '../installation.ts'
import { dayAt } from '../today.ts'
import { patientsWithin } from '../relation/relation.ts'
import { type TaskConcern, tasksOf } from '../task/tasks.ts'
import { type Conclusions, concludeOn } from './conclusions.ts'
import { type PatientHistory, readHistory } from './history.ts'
import { knowledgeOfPlan } from './knowledge-change.ts'
import { type PatientState, stateOf } from './state.ts'
import { fingerprints } from './store.ts'

/** Letters with which a patient whom one does not treat is found; fewer would list them all. */
const shortestSearch = 2

interface Found {
  readonly today: IsoDate
  readonly patients: readonly WorklistRow[]
  readonly others: readonly OtherPatient[]
}

interface Kept {
  readonly fingerprint: string
  readonly row: WorklistRow
}

/** Rows of the worklist; a patient about whom nothing was recorded since is not worked out again on the same day. */
export class Worklist {
  readonly #installation: Installation
  readonly #kept = new Map<string, Kept>()

  constructor(installation: Installation) {
    this.#installation = installation
  }

  /** Whoever treats sees the own patients, and of others who they are when somebody is needed or looked for. */
  async read({ practiceId, account }: ProfessionalCaller, search: string): Promise<Found> {
    const { db, now } = this.#installation.store
    const today = todayOf(this.#installation)
    const within =
      neededRelation(account.role, 'patient') === 'none'
        ? 'everyone'
        : await patientsWithin(db, practiceId, account.accountId, now())
    const patients: WorklistRow[] = []
    const others: WorklistRow[] = []
    for (const { patientId, fingerprint } of await fingerprints(db, practiceId)) {
      const row = await this.#row({ practiceId, patientId }, `${today} ${fingerprint}`, today)
      if (!contains(row.name, search)) continue
      if (within === 'everyone' || within.has(patientId)) patients.push(row)
      else if (row.need === 'stop' || fold(search).length >= shortestSearch) others.push(row)
    }
    return { today, patients: patients.sort(byNeed), others: others.sort(byNeed).map(toOther) }
  }

  async #row(
    key: { practiceId: string; patientId: string },
    fingerprint: string,
    today: IsoDate,
  ): Promise<WorklistRow> {
    const cacheKey = JSON.stringify(key)
    const kept = this.#kept.get(cacheKey)
    if (kept?.fingerprint === fingerprint) return kept.row
    const history = await readHistory(this.#installation.store.db, key)
    const row = await toRow(this.#installation, history, today)
    this.#kept.set(cacheKey, { fingerprint, row })
    return row
  }
}

function toOther({ patientId, name, ageYears, sex, need, task }: WorklistRow): OtherPatient {
  const escalated = task?.escalatedTo === 'practice' ? { escalated: true } : {}
  return { patientId, name, ageYears, sex, stopped: need === 'stop', ...escalated }
}

function contains(name: string, search: string): boolean {
  return fold(name).includes(fold(search))
}

/** Without accents and capitals: "zoë" is found as "zoe". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

function byNeed(left: WorklistRow, right: WorklistRow): number {
  return (
    needs.indexOf(left.need) - needs.indexOf(right.need) ||
    Number(right.planWaits ?? false) - Number(left.planWaits ?? false) ||
    rank(right) - rank(left) ||
    compare(left.since, right.since) ||
    compare(left.name, right.name) ||
    compare(left.patientId, right.patientId)
  )
}

/** What nobody looked at in time comes first. */
function rank({ task }: WorklistRow): number {
  if (task === undefined) return 0
  return task.escalatedTo === 'practice' ? 3 : task.escalatedTo === 'team' ? 2 : task.isReminded ? 1 : 0
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

async function toRow(installation: Installation, history: PatientHistory, today: IsoDate): Promise<WorklistRow> {
  const { knowledge, timeZone } = installation
  const { details, patientId } = history
  const state = stateOf(history, today, timeZone)
  const ofPlan = await knowledgeOfPlan(installation, state)
  const usedSince = ofPlan && (await knowledgeFirstUsedAt(installation.store.db, knowledge.version))
  const changedOn = usedSince == null ? today : dayAt(usedSince, timeZone)
  const conclusions = concludeOn(details, state, knowledge, today, ofPlan)
  return {
    patientId,
    name: details.name,
    ageYears: ageInYears(details.birthDate, today),
    sex: details.sex,
    conditions: Object.keys(knowledge.conditions).filter((condition) => {
      const fact = state.facts[conditionFact(condition)]
      return fact?.state === 'known' && fact.value === true
    }),
    need: conclusions.need,
    since: sinceWhen(conclusions.need, { state, conclusions, history, timeZone, today, changedOn }),
    symptoms: conclusions.openStops.flatMap(({ report }) => report.symptoms),
    lastSessionOn: state.logs.reduce<IsoDate | null>((last, { on }) => (last === null || on > last ? on : last), null),
    sessionsThisWeek: sessionsThisWeek(conclusions, today),
    ...(conclusions.redFlags.length > 0 && conclusions.need === 'stop' ? { redFlags: conclusions.redFlags } : {}),
    ...aboutNeed(conclusions, state, today),
    ...(await aboutTask(installation, history, conclusions.need)),
  }
}

interface Known {
  readonly state: PatientState
  readonly conclusions: Conclusions
  readonly history: PatientHistory
  readonly timeZone: string
  readonly today: IsoDate
  /** Day on which today's knowledge was first used here. */
  readonly changedOn: IsoDate
}

function sinceWhen(need: Need, { state, conclusions, history, timeZone, today, changedOn }: Known): IsoDate {
  const recorded = (moment: string | undefined): IsoDate => dayAt(new Date(moment ?? history.createdAt), timeZone)
  const lastStated = (): IsoDate => recorded(state.factHistory.at(-1)?.recordedAt)
  switch (need) {
    case 'stop':
      return conclusions.openStops.map(({ recordedAt }) => recorded(recordedAt)).sort()[0] ?? lastStated()
    case 'knowledge':
      return changedOn
    case 'evaluation':
      return conclusions.evaluation.dueOn ?? today
    case 'progress':
      return state.logs.at(-1)?.on ?? today
    case 'confirm':
      return state.assessedOn ?? today
    case 'closed':
      return state.closedOn ?? today
    case 'intake':
      return recorded(undefined)
    case 'none':
      return recorded(history.events.at(-1)?.recordedAt)
  }
}

function sessionsThisWeek({ progress }: Conclusions, today: IsoDate): WorklistRow['sessionsThisWeek'] {
  const week = progress?.weeks.find(({ weekStartsOn }) => weekStartsOn === startOfWeek(today))
  return week === undefined ? null : { done: week.done, planned: week.planned }
}

const concernsOfNeed: Partial<Record<Need, readonly TaskConcern[]>> = {
  stop: ['harm', 'red-flag'],
  evaluation: ['evaluation'],
  knowledge: ['knowledge'],
}

/** The task that is behind the need: of several the one for which most people were asked. */
async function aboutTask(
  { store }: Installation,
  { practiceId, events }: PatientHistory,
  need: Need,
): Promise<Pick<WorklistRow, 'task'>> {
  const concerns = concernsOfNeed[need] ?? []
  const open = tasksOf(events).filter(({ outcome, concern }) => outcome === null && concerns.includes(concern))
  const [first] = open.toSorted((left, right) => right.escalated.length - left.escalated.length)
  if (first === undefined) return {}
  const { owner, dueAt, escalated, isReminded } = first
  const names = await namesInRecord(store.db, practiceId)
  const ownerName = owner === null ? null : (names.get(`account:${owner}`) ?? null)
  return { task: { ownerName, dueAt, escalatedTo: escalated.at(-1) ?? null, isReminded } }
}

/** The figures behind the need, which the screen puts into words. */
function aboutNeed(
  { need, proposals, evaluation, knowledgeChange }: Conclusions,
  { treatmentStart }: PatientState,
  today: IsoDate,
): Partial<WorklistRow> {
  if (need === 'knowledge' && knowledgeChange !== null) return { planWaits: knowledgeChange.blocks }
  if (need === 'progress') {
    const levels = proposals.flatMap(({ to }) => to ?? [])
    return levels[0] === undefined ? {} : { toLevel: levels[0] }
  }
  if (need === 'evaluation' && treatmentStart !== null) {
    return { weeksSinceStart: Math.floor(weeksBetween(treatmentStart, evaluation.dueOn ?? today)) }
  }
  return {}
}
