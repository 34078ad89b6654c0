import type { PatientRecord } from '@dosis/api'
import type { Assessment, Knowledge } from '@dosis/domain'
import type { Words } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'

type Speech = Pick<Words, 't' | 'terms' | 'pick'>

/** Symptoms of reports that stopped the training and that nobody has released. */
function stoppedBy({ adverseEvents }: Pick<PatientRecord, 'adverseEvents'>, knowledge: Knowledge, { t, pick }: Speech) {
  const waiting = adverseEvents.filter(({ stops, release }) => stops && release === null)
  const names = waiting.flatMap(({ report }) =>
    report.symptoms.length === 0
      ? [t.patients.event]
      : report.symptoms.map((id) => {
          const symptom = knowledge.symptoms[id]
          return symptom === undefined ? id : pick(symptom.names)
        }),
  )
  return [...new Set(names)].map((name) => name.charAt(0).toLowerCase() + name.slice(1))
}

/** What a colleague would say first: may this person start, and what must happen before. */
export function headline(
  assessment: Assessment,
  record: Pick<PatientRecord, 'adverseEvents' | 'treatmentStart'>,
  knowledge: Knowledge,
  speech: Speech,
): string {
  const { t, pick } = speech
  const { redFlags, referral } = assessment
  const stopped = stoppedBy(record, knowledge, speech)
  if (stopped.length > 0) return t.headline.stopped(stopped)
  if (redFlags.length > 0) {
    const names = redFlags.map(({ rule }) => pick(findRule(knowledge, rule).names))
    return t.headline.redFlag([...new Set(names)])
  }
  if (referral.action !== 'none') return t.headline.referral[referral.action]
  const isRunning = record.treatmentStart !== null
  if (referral.open.length > 0) return t.headline.open(referral.missing.length, isRunning)
  return isRunning ? t.headline.goOn : t.headline.referral.none
}

/** Where this person belongs and whether therapy is indicated, in the line below. */
export function subline({ triage, therapyIndication }: Assessment, { t, terms }: Speech): string {
  const level = t.headline.level(terms.careLevel[triage.level], terms.careLevelProblem[triage.level], triage.level)
  const indication = therapyIndication.verdict
  if (indication === 'not_applicable') return level
  return `${level} ${terms.therapyIndication[indication]}.`
}
