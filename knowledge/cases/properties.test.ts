import {
  addDays,
  type Assessment,
  type AssessmentInput,
  type Criterion,
  exerciseVerdicts,
  type Fact,
  type FactId,
  type Facts,
  type Fracture,
  type Measured,
  type Measurement,
  type StillNeeded,
} from '@dosis/domain'
import { assess, contextOf, evaluate, judge } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { expect, test } from 'vitest'
import { naiveEngine } from '../../test-support/naive-engine.ts'
import { doesNotApply, must, overEverybody, runs } from '../../test-support/over-everybody.ts'
import { absent, conditionFactsOf, known, patientsOf, today } from '../../test-support/patients.ts'

const knowledge = readKnowledge()
const conditionIds = conditionFactsOf(knowledge)

const quick = (input: AssessmentInput) => assess(input, knowledge, { withoutStillNeeded: true })

const everybody = overEverybody(patientsOf(knowledge), (patient, chance) => ({
  patient,
  chance,
  found: quick(patient),
}))

function verdicts({ exercise }: Assessment): ReadonlyMap<string, string> {
  return new Map(exercise.map(({ form, verdict }) => [form, verdict]))
}

const isPossible = (verdict: string | undefined) => verdict === 'allowed' || verdict === 'allowed_with_conditions'
const same = (one: Assessment, other: Assessment): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The `chance`-th of a list; a generated patient without facts has none. */
function pick<Item>(items: readonly Item[], chance: number): Item | undefined {
  return items[chance % Math.max(1, items.length)]
}

const reached = new Set<string>()
everybody('the generated patients reach verdicts on forms', ({ found }) => {
  for (const { verdict } of found.exercise) reached.add(verdict)
})
test('the generated patients reach every verdict that a form can get', () => {
  expect([...reached]).toEqual(expect.arrayContaining(runs < 5_000 ? [] : [...exerciseVerdicts]))
})

everybody(
  'answers every patient, and the same patient twice alike, without changing the input',
  ({ patient, found }) => {
    const frozen = deepFreeze(JSON.parse(JSON.stringify(patient)) as AssessmentInput)
    must(same(quick(frozen), found), () => 'another answer')
  },
)

const zones = ['Pacific/Kiritimati', 'America/Adak', 'Asia/Kathmandu', 'Europe/Amsterdam', 'UTC']
everybody('INV-30, INV-37: the time zone of the machine changes nothing', ({ patient, found, chance }) => {
  const before = process.env['TZ']
  process.env['TZ'] = pick(zones, chance)
  try {
    must(same(quick(patient), found), () => `another answer in ${process.env['TZ']}`)
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
})

/** Whether a treatment succeeds may be said on any day of it; the first evaluation, after six weeks, asks for it. */
const firstEvaluation: Criterion = { weeksSinceStart: { atLeast: 6 } }

/** A question that does not arise for this patient, such as doubt about jumping when nobody asks for it, is not asked. */
function arises(fact: FactId, patient: AssessmentInput): boolean {
  const isRuledOut = (when: Criterion) => judge(when, contextOf(patient, knowledge)).truth === 'no'
  if (fact === 'treatment-succeeding' && isRuledOut(firstEvaluation)) return false
  const when = knowledge.facts[fact]?.askWhen ?? null
  return when === null || !isRuledOut(when)
}

everybody('a fact that becomes unknown never allows a form, and never drops a referral unasked', (of) => {
  const fact = pick(Object.keys(of.patient.facts), of.chance)
  if (fact === undefined) return doesNotApply
  const { [fact]: _, ...facts } = of.patient.facts
  const after = quick({ ...of.patient, facts })
  const then = verdicts(of.found)
  if (!arises(fact, { ...of.patient, facts })) return doesNotApply
  for (const [form, verdict] of verdicts(after))
    must(verdict !== 'allowed' || (then.get(form) ?? 'allowed') === 'allowed', () => `${form} without ${fact}`)
  if (of.found.referral.action !== 'none' && after.referral.action === 'none') {
    const asked = assess({ ...of.patient, facts }, knowledge).stillNeeded.map((one) => one.fact)
    must(asked.includes(fact) || !arises(fact, of.patient), () => `no referral without ${fact}`)
  }
})

everybody('a condition more never turns a form that is advised against or contested into an allowed one', (of) => {
  const condition = pick(conditionIds, of.chance)
  if (condition === undefined) return doesNotApply
  const withFact = (fact: Fact) => verdicts(quick({ ...of.patient, facts: { ...of.patient.facts, [condition]: fact } }))
  const after = withFact(known(true))
  for (const [form, verdict] of withFact(absent)) {
    if (verdict === 'not_allowed' || verdict === 'conflict')
      must(after.get(form) !== 'allowed', () => `${form} with ${condition}`)
  }
})

const ranks = ['silent', 'zeer_eenvoudig', 'eenvoudig', 'complex', 'zeer_complex']
const signs: readonly Facts[] = [
  { 'multiple-complex-problem': known(true) },
  { 'treatment-side-effects': known(true) },
  { 'organ-systems-limiting': known(['heart', 'lungs']) },
  { 'fear-of-movement': known(true) },
  { 'complaints-hinder-movement': known(true) },
]
everybody('a sign of complexity more never lowers the level of care', ({ patient, found, chance }) => {
  const after = quick({ ...patient, facts: { ...patient.facts, ...pick(signs, chance) } }).triage.level
  must(ranks.indexOf(after) >= ranks.indexOf(found.triage.level), () => `${found.triage.level} becomes ${after}`)
})

everybody('INV-52: unexplained signs, or several organs that limit, never come to self-management', (of) => {
  const sign = pick(
    ['unexplained-dyspnoea', 'unexplained-chest-complaints', 'unexplained-excessive-fatigue'],
    of.chance,
  )
  const facts: Facts =
    of.chance % 4 === 3
      ? { 'organ-systems-limiting': known(['heart', 'lungs']) }
      : { 'first-line-care-signs': known([sign ?? '']) }
  const { level } = quick({ ...of.patient, facts: { ...of.patient.facts, ...facts } }).triage
  must(level !== 'zeer_eenvoudig', () => JSON.stringify(facts))
})

everybody('the order of facts, choices and requests does not matter', ({ patient, found }) => {
  const turned: AssessmentInput = {
    ...patient,
    facts: Object.fromEntries(
      Object.entries(patient.facts)
        .reverse()
        .map(([id, fact]) => [id, turnedChoices(fact)]),
    ),
    requests: [...patient.requests].reverse(),
  }
  must(same(quick(turned), found), () => 'another answer')
})

everybody('moving every day alike changes nothing but days', ({ patient, found, chance }) => {
  const days = (chance % 3000) - 1500
  const moved = JSON.parse(moveDays(JSON.stringify(patient), days)) as AssessmentInput
  must(moveDays(JSON.stringify(quick(moved)), -days) === JSON.stringify(found), () => `another answer ${days} days on`)
})

everybody('a fact that is still needed names what comes out when it is answered', ({ patient, found, chance }) => {
  const asked = pick(assess(patient, knowledge).stillNeeded, chance)
  if (asked === undefined || knowledge.facts[asked.fact]?.answer.kind !== 'yes_no') return doesNotApply
  const answer = known(chance % 2 === 0)
  const { action } = quick({ ...patient, facts: { ...patient.facts, [asked.fact]: answer } }).referral
  const about = asked.influences.find(({ decision }) => decision === 'referral')
  const said = about === undefined ? [found.referral.action] : [about.now, ...about.could]
  must(said.includes(action), () => `${action} is not among ${said.join(', ')}`)
})

/** What counts as a matter of safety: whom to see first, a hold, and a form that must not be done or is contested. */
function touchesSafety({ decision, now, could }: StillNeeded['influences'][number]): boolean {
  const outcomes = [now, ...could]
  if (decision === 'stop') return outcomes.includes('hold_until_gp')
  if (decision.startsWith('exercise-')) return outcomes.some((one) => one === 'not_allowed' || one === 'conflict')
  return decision === 'referral' || decision === 'vertebral-fracture-stage'
}

everybody('what is still needed: each question changes something, safety first, then what changes most', (of) => {
  const needed = assess(of.patient, knowledge).stillNeeded
  for (const { fact, safety, influences } of needed) {
    must(influences.length > 0, () => `${fact} changes nothing`)
    for (const { decision, now, could } of influences)
      must(could.length > 0 && !could.includes(now), () => `${fact} leaves ${decision} as it is`)
    must(safety === influences.some(touchesSafety), () => `${fact} is ${safety ? '' : 'not '}called safety`)
  }
  for (const [place, one] of needed.slice(1).entries()) {
    const before = needed[place] as StillNeeded
    const rank = (of: StillNeeded) => [of.safety ? 0 : 1, 1000 - of.influences.length] as const
    const [[safe, more], [nextSafe, nextMore]] = [rank(before), rank(one)]
    const isInOrder =
      safe < nextSafe || (safe === nextSafe && (more < nextMore || (more === nextMore && before.fact < one.fact)))
    must(isInOrder, () => `${before.fact} before ${one.fact}`)
  }
})

everybody(
  'every verdict on a form or a recommendation says by which rules it came, each with its truth',
  ({ found }) => {
    for (const { why } of [...found.exercise, ...found.recommendations]) {
      must(why.length > 0, () => 'a verdict without a reason')
      must(
        why.every((reason) => reason?.rule !== '' && reason?.truth !== undefined),
        () => JSON.stringify(why),
      )
    }
    for (const { id, verdict, open, why } of found.recommendations) {
      if (verdict !== 'unknown') continue
      must(
        why.some(({ truth }) => truth === 'unknown'),
        () => `${id} waits, and no reason is open`,
      )
      must(new Set(open).size === open.length, () => `${id}: ${open.join()}`)
    }
  },
)

const triageRows = new Map(knowledge.decisions['triage']?.rows.map(({ id, outcome }) => [`triage/${id}`, outcome]))
everybody('a criterion of care that cannot be judged is open only when it would ask for more care', ({ found }) => {
  const { level, open, criteria } = found.triage
  if (open.length === 0) return doesNotApply
  for (const rule of open)
    must(ranks.indexOf(triageRows.get(rule) ?? '') > ranks.indexOf(level), () => `${rule} is open at ${level}`)
  must(new Set(criteria).size === criteria.length, () => criteria.join())
})

everybody('INV-06: every age of a vertebral fracture falls in one phase, and without a date in none', (of) => {
  const days = of.chance % 120
  const stageOf = (when: Pick<Fracture, 'on' | 'weeksAgo'>) => {
    const fractures = known([{ ...fracture, ...when }])
    const facts = { ...of.patient.facts, 'bone-health-plays-a-role': known(true), fractures }
    return quick({ ...of.patient, facts }).population.vertebralFractureStage
  }
  const wanted = days < 42 ? 'acute' : days === 42 ? 'boundary_acute_subacute' : days <= 84 ? 'subacute' : 'chronic'
  const stage = of.chance % 16 === 0 ? stageOf({}) : stageOf({ on: addDays(today, -days) })
  must(stage === (of.chance % 16 === 0 ? 'unknown' : wanted), () => `${stage} after ${days} days`)
})

const fracture: Fracture = {
  site: 'vertebra',
  lowTrauma: true,
  stable: true,
  symptomatic: true,
  imaging: true,
  operated: false,
}

everybody('INV-12: a condition that no rule weighs is named, and allows nothing that was not allowed', (of) => {
  const facts = { ...of.patient.facts, 'condition-sarcopenia': known(true) }
  const after = quick({ ...of.patient, facts })
  must(after.unsupportedConditions.includes('sarcopenia'), () => 'is not named')
  const then = verdicts(of.found)
  for (const [form, verdict] of verdicts(after)) must(verdict === then.get(form), () => `${form} becomes ${verdict}`)
})

const evidenceOf = { 'hfref-nma': 'hfrefEvidence', 'runwalk-clbp': 'runwalkEvidence' } as const
everybody(
  'INV-13: evidence is never used for who lies outside it, or of whom that is not known',
  ({ found, patient }) => {
    const { population, exercise } = found
    for (const { form, verdict } of exercise) {
      const document = knowledge.forms[form]?.document
      if (document !== 'hfref-nma' && document !== 'runwalk-clbp') continue
      const where = population[evidenceOf[document]]
      must(where === 'in_population' || !isPossible(verdict), () => `${form} is ${verdict}, ${where}`)
    }
    const age = patient.facts['age-years']
    const isChild = age?.state === 'known' && typeof age.value === 'number' && age.value < 18
    must(!isChild || population.runwalkEvidence !== 'in_population', () => 'a child in the trial of adults')
    must(!isChild || population.hfrefEvidence !== 'in_population', () => 'a child in the studies of adults')
  },
)

everybody(
  'INV-45: a recommendation may be considered only when each of its conditions holds; others are named',
  (of) => {
    if (of.found.recommendations.length === 0) return doesNotApply
    const { truthOf } = naiveEngine(of.patient, knowledge, of.found)
    for (const { id, verdict, unmet, open } of of.found.recommendations) {
      const conditions = knowledge.recommendations[id]?.conditions ?? []
      const not = (truth: string) => conditions.filter(({ when }) => truthOf(when) === truth).map((one) => one.id)
      if (verdict === 'may_be_considered') must(not('no').length + not('unknown').length === 0, () => id)
      if (verdict !== 'conditions_not_met') continue
      must(unmet.join() === not('no').join() && unmet.length > 0, () => `${id} leaves out what is not met`)
      must(open.join() === not('unknown').join(), () => `${id} leaves out what is not known`)
    }
  },
)

everybody('INV-45: what a conditional recommendation says, and of which certainty, is shown with it', ({ found }) => {
  const considered = found.recommendations.filter(({ verdict }) => verdict === 'may_be_considered')
  if (considered.length === 0) return doesNotApply
  for (const { id } of considered) {
    const { type, certainty } = knowledge.recommendations[id] ?? {}
    if (type === 'formal_conditional') must(found.mustShow.includes('conditional_recommendation'), () => id)
    if (certainty === 'very_low') must(found.mustShow.includes('very_low_certainty'), () => `${id} is very uncertain`)
  }
})

everybody(
  'INV-46: what a score says by the informal recommendations of the guideline is said to be informal',
  ({ found }) => {
    const isOfBone = ['in_scope', 'ambiguous'].includes(found.population.osteoGuideline)
    if (!isOfBone || found.interpretation.length === 0) return doesNotApply
    must(isSaid(found, 'informal_recommendation'), () => found.interpretation.map(({ measure }) => measure).join())
  },
)
const isSaid = ({ mustShow }: Assessment, notice: string) => mustShow.some((code) => code.split(':')[0] === notice)

everybody('INV-47: whatever the concept guideline decides is shown as a concept', ({ found, patient }) => {
  const decided = [
    ...found.recommendations.flatMap(({ id, verdict }) =>
      verdict === 'unknown' ? [] : (knowledge.recommendations[id]?.document ?? []),
    ),
    ...found.exercise.flatMap(({ form, verdict }) =>
      isPossible(verdict) ? (knowledge.forms[form]?.document ?? []) : [],
    ),
  ]
  if (!decided.includes('osteo-guideline')) return doesNotApply
  must(isSaid(found, 'concept_guideline'), () => JSON.stringify(patient.facts['bone-health-plays-a-role']))
})

everybody('INV-48: no score, whatever it is, decides anything; it is only told what it says', ({ patient, chance }) => {
  const scored = (turn: number) =>
    Object.fromEntries(
      Object.values(knowledge.instruments).map(({ id, minimum, maximum }, at): [string, Measured] => {
        const score = (by: number) => minimum + ((chance + turn * (at + by)) % (maximum - minimum + 1))
        return [id, { start: score(3), now: score(7) }]
      }),
    )
  const [one, other] = [1, 2].map((turn) => quick({ ...patient, measurements: scored(turn) }))
  for (const part of decidedParts) must(JSON.stringify(one?.[part]) === JSON.stringify(other?.[part]), () => part)
})
const decidedParts = [
  'redFlags',
  'population',
  'triage',
  'therapyIndication',
  'referral',
  'recommendations',
  'exercise',
  'evaluation',
  'stop',
] as const

everybody(
  'INV-35, INV-49: a change is compared within one version, and a threshold that is not there is said to be missing',
  (of) => {
    const instruments = Object.values(knowledge.instruments)
    const { id, minimum, maximum, direction } = instruments[
      of.chance % instruments.length
    ] as (typeof instruments)[number]
    const score = (by: number) => minimum + (Math.floor(of.chance / by) % (maximum - minimum + 1))
    const measured = (days: number, by: number, version: string): Measurement => ({
      instrument: id,
      on: addDays(today, -days),
      score: score(by),
      version,
    })
    const measurements = [measured(42, 7, 'nl'), measured(0, 11, 'nl'), measured(0, 13, 'en')]
    const { instruments: changes } = evaluate(
      { on: today, treatmentStart: addDays(today, -42), measurements, requestForHelpMet: null },
      knowledge,
    )
    must(changes.length === 2, () => `${changes.length} series of two versions`)
    const change = changes.find(({ change: points }) => points !== null)
    must(change !== undefined, () => 'no change within a version')
    must(
      changes.every((one) => one === change || one.change === null),
      () => 'a change between versions',
    )
    const start = score(7)
    for (const { kind, value } of change.thresholds) {
      const isThere = knowledge.instruments[id]?.thresholds.some(
        (one) => one.kind === kind && one.value === value && holdsFor(one.startScore, start),
      )
      must(isThere === true, () => `${id}: no source gives ${kind} ${value} from ${start}`)
    }
    for (const kind of change.withoutThreshold)
      must(!change.thresholds.some((one) => one.kind === kind), () => `${kind} is there and missing`)
    must(
      change.withoutThreshold.length + new Set(change.thresholds.map(({ kind }) => kind)).size === 3,
      () => 'a kind is passed over',
    )
    must(direction !== null || change.improvement === null, () => `${id} has no direction`)
  },
)

everybody('INV-36: PSG and PSK never make one line', ({ chance }) => {
  const [first, then] = chance % 2 === 0 ? ['psg', 'psk'] : ['psk', 'psg']
  const score = (instrument: string, days: number): Measurement => ({
    instrument,
    on: addDays(today, -days),
    score: (chance >> days) % 11,
  })
  const measurements = [score(first ?? '', 2), score(then ?? '', 0)]
  const input = { on: today, treatmentStart: addDays(today, -2), measurements, requestForHelpMet: null }
  const { instruments } = evaluate(input, knowledge)
  must(instruments.length === 2 && instruments.every(({ change }) => change === null), () => 'one line')
})

function holdsFor(bounds: object | null, score: number): boolean {
  const {
    atLeast = -Infinity,
    atMost = Infinity,
    above = -Infinity,
    below = Infinity,
  } = (bounds ?? {}) as Record<string, number>
  return score >= atLeast && score <= atMost && score > above && score < below
}

test('INV-48: no criterion of the knowledge can look at a score, a change or a threshold', () => {
  const looked = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('measured' in value)
      for (const key of Object.keys(value as Extract<Criterion, { measured: string }>)) looked.add(key)
    for (const [key, part] of Object.entries(value)) if (key !== 'beforeSession') collect(part)
  }
  collect([
    knowledge.definitions,
    knowledge.decisions,
    knowledge.recommendations,
    knowledge.forms,
    knowledge.constraints,
  ])
  expect([...looked]).toEqual(['measured'])
  // What is measured on the day itself, before a session, is no instrument.
  const before = Object.values(knowledge.constraints).flatMap(({ beforeSession = [] }) => beforeSession)
  const measuredBefore = before.flatMap(({ when }) => when.flatMap((one) => ('measured' in one ? [one.measured] : [])))
  expect(new Set(measuredBefore)).toEqual(new Set(['glucoseMillimolesPerLitre']))
})

function turnedChoices(fact: Fact): Fact {
  if (fact.state !== 'known' || !Array.isArray(fact.value)) return fact
  const codes = fact.value.filter((code) => typeof code === 'string')
  return codes.length < fact.value.length ? fact : { ...fact, value: codes.reverse() }
}

function moveDays(json: string, days: number): string {
  return json.replaceAll(/"(\d{4}-\d{2}-\d{2})"/g, (_, day: string) => JSON.stringify(addDays(day, days)))
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
