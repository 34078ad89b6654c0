import {
  addDays,
  type AssessmentInput,
  conditionFact,
  type DoseConstraint,
  type DoseKey,
  type DoseNumber,
  doseKeys,
  type ExercisePermission,
  type ExerciseVerdict,
  type Fact,
  type FactId,
  type Facts,
  type Fracture,
  type IntensityTarget,
  type Knowledge,
  type Plan,
  type PlanPreferences,
  type Prescription,
} from '@dosis/domain'
import { permissions, plan } from '@dosis/engine'
import { expect, test, vi } from 'vitest'
import { naiveEngine } from '../../test-support/naive-engine.ts'
import { doesNotApply, must, overEverybody, runs } from '../../test-support/over-everybody.ts'
import { absent, conditionFactsOf, known, today } from '../../test-support/patients.ts'
import { peopleOf } from '../../test-support/people.ts'
import { readKnowledge } from '../src/index.ts'

vi.setConfig({ testTimeout: 120_000 })

const knowledge = readKnowledge()

/** The same knowledge with a low and a loose ceiling on endurance, and one below a floor that the guideline sets. */
const stricter: Knowledge = {
  ...knowledge,
  constraints: {
    ...knowledge.constraints,
    ...Object.fromEntries([75, 60].map((highest) => [`ceiling-${highest}`, ceiling(highest)])),
  },
}

function ceiling(highest: number): DoseConstraint {
  return {
    ...(knowledge.constraints['heart-failure-two-aerobic-ranges'] as DoseConstraint),
    id: `ceiling-${highest}`,
    limits: { percentVo2peak: { highest, limit: 'hard' }, sessionsPerWeek: { highest: highest / 30, limit: 'soft' } },
  }
}

/** The same knowledge without what the document of the lowest tier says: the blog on strength with heart disease. */
const withoutBlog: Knowledge = {
  ...knowledge,
  forms: without(knowledge.forms, ({ document }) => document === 'cardiac-strength'),
  constraints: without(knowledge.constraints, ({ factIds }) => factIds.every((id) => isOfBlog(id))),
}

function isOfBlog(id: string): boolean {
  return knowledge.statements[id]?.document === 'cardiac-strength' || id.startsWith('INC-CS')
}

function without<Item>(items: Readonly<Record<string, Item>>, leaveOut: (item: Item) => boolean) {
  return Object.fromEntries(Object.entries(items).filter(([, item]) => !leaveOut(item)))
}

const draft = (assessment: AssessmentInput, preferences: PlanPreferences = {}): Plan =>
  plan({ assessment, preferences }, knowledge)

function once<Of>(make: () => Of): () => Of {
  let made: { readonly of: Of } | null = null
  return () => (made ??= { of: make() }).of
}

const everybody = overEverybody(peopleOf(knowledge), (person, chance) => {
  const [one, other] = [pick(harms, chance), pick(harms, Math.floor(chance / harms.length))]
  const after = { ...person, facts: one.to(person.facts) }
  return {
    person,
    chance,
    drafted: once(() => draft(person)),
    /** With ceilings that the knowledge of now does not have. */
    strict: once(() => plan({ assessment: person, preferences: {} }, stricter)),
    permitted: once(() => permissions({ assessment: person, preferences: {} }, knowledge)),
    harm: one.name,
    /** The same person with one problem more. */
    harmed: once(() => draft(after)),
    permittedAfter: once(() => permissions({ assessment: after, preferences: {} }, knowledge)),
    permittedAfterTwo: once(() =>
      permissions({ assessment: { ...after, facts: other.to(after.facts) }, preferences: {} }, knowledge),
    ),
    /** A condition may open a form of its own; a limit only takes away. */
    isLimit: one.isLimit,
    /** The same person alone at home, with old fractures, and with the medicine of `insulin`. */
    alone: once(() => draft({ ...person, facts: aloneAtHome(person.facts, chance) })),
    insulin: insulinOf(chance),
    naive: once(() => naiveEngine(person, knowledge)),
  }
})

interface Harm {
  readonly name: string
  readonly to: (facts: Facts) => Facts
  /** It opens no form of its own, as a condition may that a document has forms for. */
  readonly isLimit: boolean
}

/** One more problem of each kind that any rule knows. */
const harms: readonly Harm[] = [
  ...conditionFactsOf(knowledge).map((id) => ({
    name: id,
    to: (facts: Facts) => ({ ...facts, [id]: known(true) }),
    isLimit: false,
  })),
  ...Object.entries<Fact>({
    screening: known('niet-pluis'),
    'unstable-vitals': known(true),
    'heart-failure-stable': known(false),
    'heart-device': known(['icd']),
    'beta-blocker': known(true),
    'rate-limiting-drug': known(true),
    'insulin-or-sulfonylurea': known(true),
    'limited-mobility': known(true),
    'severe-primary-lung-kidney-liver': known(true),
    'unsure-about-high-impact-loading': known(true),
    'low-risk-according-to-cardiologist': known(false),
    'medical-clearance': known(false),
    'low-back-pain-exclusions': known(['cauda-equina-symptoms']),
  }).map(([id, fact]) => ({
    name: `${id}: ${JSON.stringify(fact)}`,
    to: (facts: Facts) => ({ ...facts, [id]: fact }),
    isLimit: true,
  })),
  ...(
    [
      { weeksAgo: 2, stable: true },
      { weeksAgo: 6, stable: true },
      { weeksAgo: 30, stable: false },
    ] as const
  ).map((parts) => ({
    name: `vertebral fracture ${JSON.stringify(parts)}`,
    to: (facts: Facts) => withFracture(facts, { ...fracture, ...parts }),
    isLimit: true,
  })),
]

const fracture: Fracture = {
  site: 'vertebra',
  lowTrauma: true,
  stable: true,
  symptomatic: true,
  imaging: true,
  operated: false,
}

function withFracture(facts: Facts, one: Fracture): Facts {
  const before = facts['fractures']
  const others = before?.state === 'known' && Array.isArray(before.value) ? (before.value as readonly Fracture[]) : []
  return { ...facts, fractures: known([...others, one]) }
}

/** Two fractures by a low trauma, of the spine or not, long ago; nobody to guide. */
function aloneAtHome(facts: Facts, chance: number): Facts {
  const broken = { ...fracture, weeksAgo: 60, site: chance % 2 === 0 ? 'vertebra' : 'wrist' }
  return {
    ...withFracture(withFracture(facts, broken), broken),
    'bone-health-plays-a-role': known(true),
    'can-exercise-safely-alone': known(false),
    'guidance-available': known(false),
    'insulin-or-sulfonylurea': insulinOf(chance),
  }
}

function insulinOf(chance: number): Fact {
  return pick([known(true), known(true), known(false), absent, { state: 'unknown' } as const], chance)
}

function pick<Item>(items: readonly Item[], chance: number): Item {
  return items[chance % items.length] as Item
}

const given = ({ targets = [] }: Prescription): readonly IntensityTarget[] =>
  targets.filter(({ absent: why }) => why === null)
const isTrueOrUnknown = (facts: Facts, id: FactId): boolean => {
  const fact = facts[id]
  if (fact === undefined || fact.state === 'unknown') return true
  return fact.state === 'known' && fact.value !== false && !(Array.isArray(fact.value) && fact.value.length === 0)
}
const slows: readonly FactId[] = [
  'beta-blocker',
  'rate-limiting-drug',
  'heart-device',
  conditionFact('atrial-fibrillation'),
]
const numberOf = (facts: Facts, id: FactId): number => {
  const fact = facts[id]
  return fact?.state === 'known' && typeof fact.value === 'number' ? fact.value : Number.NaN
}
const spares: readonly DoseKey[] = ['walkSeconds', 'restSeconds', 'secondsPerRepetition', 'secondsDown', 'secondsUp']
const loads = doseKeys.filter((key) => !spares.includes(key))
/** Verdicts that hold a form or an exercise back, whatever another one allows. */
const holdsBack: readonly ExerciseVerdict[] = ['not_allowed', 'conflict', 'silent', 'no_recommendation']
const isPossible = (verdict: ExerciseVerdict | undefined) =>
  verdict === 'allowed' || verdict === 'allowed_with_conditions'
const byExercise = (all: readonly ExercisePermission[]) => new Map(all.map((one) => [one.exercise, one]))
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const seen = new Set<string>()
everybody('the people of these properties come to targets of every basis', ({ drafted }) => {
  for (const { basis, scale, absent: why } of drafted().prescriptions.flatMap(({ targets = [] }) => targets)) {
    seen.add(why === null ? `${basis} ${scale}` : why.reason)
  }
})
test('and to every reason why a target is not given', () => {
  if (runs < 5_000) return
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'measured_threshold heartRateBpm',
      'measured_maximum heartRateBpm',
      'measured_maximum vo2MlKgMin',
      'measured_maximum pressureCmH2o',
      'effort borg6To20',
      'not_known',
      'not_measured',
      'expired',
      'never_for_this_patient',
      'above_the_ceiling',
      'measurements_contradict',
    ]),
  )
})

everybody('INV-01: no prescription holds an exercise that any form holds back for this person', (of) => {
  const prescribed = of.drafted().prescriptions.flatMap(({ exercises }) => exercises)
  if (prescribed.length === 0) return doesNotApply
  const verdicts = byExercise(of.permitted())
  for (const exercise of prescribed) {
    const verdict = verdicts.get(exercise)?.verdict
    must(isPossible(verdict) || verdict === 'unknown', () => `${exercise} is ${verdict}`)
  }
})

everybody('INV-01: a second, naive reading of the tables comes to the same verdict on every form', (of) => {
  const { assessment } = of.naive()
  for (const { form, verdict } of assessment.exercise) {
    must(of.naive().verdictOf(form) === verdict, () => `${form}: ${verdict}, naively ${of.naive().verdictOf(form)}`)
  }
})

everybody(
  'INV-01: what is prescribed is allowed by a second, naive reading, and what it forbids is in no plan',
  (of) => {
    const { prescriptions } = of.drafted()
    if (prescriptions.length === 0) return doesNotApply
    const { verdictOf, mayHold } = of.naive()
    const forbidden = new Set(
      Object.values(knowledge.forms)
        .filter(({ id }) => holdsBack.includes(verdictOf(id) as ExerciseVerdict))
        .flatMap(({ exercises }) => exercises),
    )
    for (const { forms = [], exercises, modality, dose } of prescriptions) {
      for (const form of forms)
        must(isPossible(verdictOf(form) as ExerciseVerdict), () => `${form} is ${verdictOf(form)}`)
      const constraints = Object.values(knowledge.constraints).filter(
        (one) =>
          one.target === undefined &&
          one.review.state === 'active' &&
          (one.modalities.includes(modality) || one.forms.some((form) => forms.includes(form))) &&
          mayHold(one.when, one.whenUnknown !== 'ask'),
      )
      for (const exercise of exercises) {
        must(!forbidden.has(exercise), () => `${exercise} is held back by another form`)
        const isHeldStill = knowledge.exercises[exercise]?.isometric === true
        must(!(isHeldStill && constraints.some(({ avoidsIsometric }) => avoidsIsometric === true)), () => exercise)
        const impact = knowledge.exercises[exercise]?.impact?.class ?? 0
        must(
          constraints.every(({ highestImpact = 2 }) => impact <= highestImpact),
          () => exercise,
        )
      }
      for (const { id, limits } of constraints) {
        for (const [key, { highest, lowest }] of Object.entries(limits)) {
          const { value = null, upTo = null } = dose[key as DoseKey] ?? {}
          if (value === null) continue
          const isSpared = spares.includes(key as DoseKey)
          must(isSpared || Math.max(value, upTo ?? value) <= (highest ?? Infinity), () => `${key} above ${id}`)
          must(!isSpared || value >= (lowest ?? 0), () => `${key} below ${id}`)
        }
      }
    }
  },
)

everybody('INV-02: one problem more adds no exercise, raises no number and takes away no precaution', (of) => {
  const before = of.drafted()
  const after = of.harmed()
  const wasLooked = new Set([
    ...before.leftOut.flatMap(({ form, verdict }) => (verdict === 'unknown' ? [] : [form])),
    ...before.prescriptions.flatMap(({ forms = [] }) => forms),
  ])
  const prescribed = new Set(before.prescriptions.flatMap(({ forms = [] }) => forms))
  const exercises = new Set(before.prescriptions.flatMap((one) => one.exercises))
  for (const now of after.prescriptions) {
    const { forms = [] } = now
    if (!forms.every((form) => wasLooked.has(form))) continue
    for (const form of forms) must(prescribed.has(form), () => `${of.harm} adds ${form}`)
    for (const exercise of now.exercises) must(exercises.has(exercise), () => `${of.harm} adds ${exercise}`)
    const then = before.prescriptions.filter((one) => forms.some((form) => one.forms?.includes(form)))
    for (const key of loads) {
      const number = now.dose[key]
      if (number?.value == null) continue
      const most = Math.max(...then.map(({ dose }) => allowedBy(dose[key])))
      must((number.upTo ?? number.value) <= most, () => `${of.harm} raises ${key} of ${now.form} above ${most}`)
    }
    const isOneToOne = then.length === 1 && then[0]?.forms?.every((form) => forms.includes(form)) === true
    if (!isOneToOne) continue
    for (const rule of then[0]?.adaptations ?? []) {
      must(now.adaptations.includes(rule) || isReplaced(rule, now.adaptations), () => `${of.harm} drops ${rule}`)
    }
  }
})

/** What was drafted, or what the rules let a therapist draft where they set a ceiling. */
function allowedBy(number: DoseNumber | undefined): number {
  if (number === undefined) return Number.NEGATIVE_INFINITY
  return Math.max(number.upTo ?? number.value ?? Number.NEGATIVE_INFINITY, number.highest[0]?.value ?? -1)
}

everybody('INV-15, INV-16: one problem more never lifts a hard ceiling of a number that is still in the plan', (of) => {
  let hadCeiling = false
  for (const now of of.harmed().prescriptions) {
    const { forms = [] } = now
    for (const then of of.drafted().prescriptions) {
      if (!then.forms?.some((form) => forms.includes(form))) continue
      for (const key of loads) {
        const before = hardest(then.dose[key])
        if (before === Number.POSITIVE_INFINITY || now.dose[key] === undefined) continue
        hadCeiling = true
        must(hardest(now.dose[key]) <= before, () => `${of.harm} lifts ${key} of ${now.form} above ${before}`)
      }
    }
  }
  return hadCeiling ? undefined : doesNotApply
})

function hardest(number: DoseNumber | undefined): number {
  const hard = (number?.highest ?? []).filter(({ kind }) => kind === 'hard').map(({ value }) => value)
  return Math.min(Number.POSITIVE_INFINITY, ...hard)
}

/** Precautions that another one takes over, as the file of the rule says; and what only tells about the evidence. */
const takenOver: Readonly<Record<string, string>> = { 'heart-failure-monitoring': 'beta-blocker-effort' }
function isReplaced(rule: string, now: readonly string[]): boolean {
  const { adapts = [] } = knowledge.constraints[rule] ?? {}
  return adapts.every((kind) => kind === 'evidence') || now.includes(takenOver[rule] ?? '')
}

everybody('INV-02: one limit more never brings a form that was not looked at, nor drops a block', (of) => {
  if (!of.isLimit) return doesNotApply
  const { prescriptions, leftOut } = of.drafted()
  const before = new Set([
    ...prescriptions.flatMap(({ forms = [] }) => forms),
    // It may come out as allowed, or with conditions: which of the two was not known yet.
    ...leftOut.flatMap(({ form, verdict }) => (verdict === 'unknown' ? [form] : [])),
  ])
  for (const form of of.harmed().prescriptions.flatMap(({ forms = [] }) => forms))
    must(before.has(form), () => `${of.harm} adds ${form}`)
  const isStopped = (one: Plan) => one.blocked.some(({ kind }) => kind === 'referral')
  must(!isStopped(of.drafted()) || isStopped(of.harmed()), () => `${of.harm} lifts the referral`)
})

everybody('INV-04: what either of two problems forbids, both together forbid', (of) => {
  const before = byExercise(of.permitted())
  const forbidden = of
    .permittedAfter()
    .filter(({ exercise, verdict }) => verdict !== 'silent' && holdsBack.includes(verdict) && before.has(exercise))
    .filter(({ exercise, verdict }) => before.get(exercise)?.verdict !== verdict)
  if (forbidden.length === 0) return doesNotApply
  const both = byExercise(of.permittedAfterTwo())
  for (const { exercise, verdict } of forbidden) {
    const after = both.get(exercise)?.verdict
    must(!isPossible(after), () => `${exercise}: ${verdict} with ${of.harm}, ${after} with one more`)
  }
})

everybody(
  'INV-03: time alone opens nothing, unless a fracture enters its next phase',
  ({ person, drafted, chance }) => {
    if (person.treatmentStart !== null) return doesNotApply
    const later = draft({ ...person, on: addDays(person.on, 1 + (chance % 100)) })
    const had = new Set(drafted().prescriptions.flatMap(({ forms = [] }) => forms))
    const added = later.prescriptions.flatMap(({ forms = [] }) => forms).filter((form) => !had.has(form))
    if (added.length === 0) return
    const broken = person.facts['fractures']
    const hasClock = broken?.state === 'known' && (broken.value as readonly Fracture[]).some(({ on }) => on != null)
    must(hasClock, () => `${added.join(', ')} opened by itself`)
  },
)

everybody('INV-05: a plan that may be confirmed waits for no fact, and no form in it does', ({ drafted, person }) => {
  const { blocked, prescriptions } = drafted()
  if (blocked.some(({ kind }) => kind === 'referral' || kind === 'missing_fact')) return doesNotApply
  if (prescriptions.length === 0) return doesNotApply
  const { exercise, referral } = naiveEngine(person, knowledge).assessment
  must(referral.open.length === 0, () => `may be referred by ${referral.open.join(', ')}`)
  const used = new Set(prescriptions.flatMap(({ forms = [] }) => forms))
  for (const { form, verdict } of exercise) must(!used.has(form) || isPossible(verdict), () => `${form} is ${verdict}`)
})

everybody(
  'INV-06, INV-07: an acute or unstable vertebral fracture, and one of exactly six weeks, gets no dose',
  (of) => {
    const parts = pick(
      [
        { on: addDays(today, -41) },
        { on: addDays(today, -42) },
        { weeksAgo: 0 },
        { weeksAgo: 6 },
        { on: addDays(today, -200), stable: false },
        { weeksAgo: 52, stable: false },
      ],
      of.chance,
    )
    const facts = withFracture(
      { ...of.person.facts, 'bone-health-plays-a-role': known(true) },
      { ...fracture, ...parts },
    )
    const { prescriptions } = draft({ ...of.person, facts })
    must(
      prescriptions.length === 0,
      () => `${JSON.stringify(parts)}: ${prescriptions.map(({ form }) => form).join(', ')}`,
    )
  },
)

everybody(
  'INV-06, INV-07: from six to twelve weeks the rule for later is not used, and stability not known never clears',
  (of) => {
    const parts = pick([{ on: addDays(today, -42 - (of.chance % 43)) }, { weeksAgo: 52 }, {}], of.chance >> 8)
    const facts = { ...of.person.facts, 'bone-health-plays-a-role': known(true), fractures: known([]) }
    const { prescriptions, blocked } = draft({
      ...of.person,
      facts: withFracture(facts, { ...fracture, stable: null, ...parts }),
      requests: ['back exercises', ...of.person.requests],
    })
    must(prescriptions.length === 0 || blocked.length > 0, () => `stability not known, ${JSON.stringify(parts)}`)
    for (const { forms = [] } of prescriptions)
      must('weeksAgo' in parts || !forms.includes('back_muscle_endurance_daily'), () => JSON.stringify(parts))
  },
)

everybody(
  'INV-08: with a vertebral fracture, or several by a low trauma, nothing beyond brisk walking is drafted',
  (of) => {
    const { exercises: jumps = [] } = knowledge.forms['high_impact'] ?? {}
    for (const { forms = [], exercises } of of.alone().prescriptions) {
      must(!forms.includes('high_impact'), () => 'high impact')
      for (const exercise of exercises) must(!jumps.includes(exercise), () => exercise)
    }
  },
)

everybody('INV-11: an exercise is chosen only when all that it needs is there', ({ person, chance, drafted }) => {
  if (drafted().prescriptions.length === 0) return doesNotApply
  const all = [...new Set(Object.values(knowledge.exercises).flatMap(({ equipment }) => equipment))]
  const equipment = all.filter((_, at) => ((chance >> at) & 1) === 1)
  for (const { exercises } of draft(person, { equipment }).prescriptions) {
    for (const id of exercises) {
      const lacks = knowledge.exercises[id]?.equipment.filter((thing) => !equipment.includes(thing)) ?? []
      must(lacks.length === 0, () => `${id} needs ${lacks.join(', ')}`)
    }
  }
})

everybody('INV-11: who cannot exercise safely alone and has nobody to guide is told to arrange it', ({ alone }) => {
  const rule = knowledge.constraints['guidance-when-not-alone'] as DoseConstraint
  const about = alone().prescriptions.filter(({ forms = [] }) => forms.some((form) => rule.forms.includes(form)))
  if (about.length === 0) return doesNotApply
  for (const { form, adaptations } of about) must(adaptations.includes(rule.id), () => form)
})

const ofEndurance: readonly string[] = ['aerobic_continuous', 'aerobic_hiit']
const hasEndurance = ({ prescriptions }: Plan) => prescriptions.some(({ form }) => ofEndurance.includes(form))

everybody(
  'INV-14: with what may slow the heart, heart rate never stands alone and never comes from a formula',
  (of) => {
    if (!slows.some((id) => isTrueOrUnknown(of.person.facts, id)) || !hasEndurance(of.drafted())) return doesNotApply
    const start = pick([50, 55, 56, 70], of.chance)
    const borg = of.chance % 3 === 0 ? undefined : 12
    const own = {
      percentVo2peak: { value: start, upTo: 80 },
      ...(borg === undefined ? {} : { rpeBorg: { value: borg } }),
    }
    for (const prescription of draft(of.person, { doses: { aerobic_continuous: own } }).prescriptions) {
      const targets = given(prescription)
      const heartRate = targets.filter(({ scale }) => scale === 'heartRateBpm')
      must(!heartRate.some(({ basis }) => basis === 'formula'), () => 'by a formula')
      const hasEffort = borg !== undefined || targets.some(({ basis }) => basis === 'effort')
      must(heartRate.length === 0 || hasEffort, () => 'heart rate alone')
    }
  },
)

everybody('INV-14: a heart rate comes only from a test on the medicines of now, made after their last change', (of) => {
  const { facts } = of.person
  const targets = of.drafted().prescriptions.flatMap(given)
  const rates = targets.filter(({ scale, basis }) => scale === 'heartRateBpm' && basis !== 'formula')
  if (rates.length === 0) return doesNotApply
  const tested = facts['tested-on-current-medication'] as { readonly value?: unknown; readonly observedOn?: string }
  must(tested?.value === true, () => 'not tested on the medicines of now')
  for (const id of ['beta-blocker', 'rate-limiting-drug']) {
    const fact = facts[id]
    const changedOn = fact === undefined || fact.state === 'unknown' ? undefined : fact.changedOn
    if (changedOn === undefined || changedOn > today) continue
    must((tested.observedOn ?? '') > changedOn, () => `tested before ${id} changed`)
    for (const { fact: measured, observedOn } of rates.flatMap(({ measurements }) => measurements)) {
      must(!measured.includes('heart-rate') || (observedOn ?? '') > changedOn, () => `${measured} before ${id} changed`)
    }
  }
})

everybody(
  'INV-15: no number and no target lies above a ceiling, and none comes from an open dose',
  ({ drafted, person }) => {
    for (const { dose, ...prescription } of drafted().prescriptions) {
      for (const key of loads) {
        const number = dose[key]
        if (number === undefined || number.value === null || number.changed !== null) continue
        const highest = Math.min(Number.POSITIVE_INFINITY, ...number.highest.map(({ value }) => value))
        must(Math.max(number.value, number.upTo ?? number.value) <= highest, () => `${key} above ${highest}`)
      }
      for (const { scale, basis, upTo, from, exercise } of given({ dose, ...prescription })) {
        must(from === null || from <= (upTo ?? from), () => `${scale} from ${from} to ${upTo}`)
        const percent = {
          vo2MlKgMin: ['percentVo2peak', 'measured-vo2peak'],
          pressureCmH2o: ['percentPiMax', 'measured-pi-max'],
        } as const
        if (scale === 'vo2MlKgMin' || scale === 'pressureCmH2o') {
          const [key, of] = percent[scale]
          const share = (100 * (upTo ?? 0)) / numberOf(person.facts, of)
          must(share <= (dose[key]?.highest[0]?.value ?? 0) + 1e-6, () => `${scale} is ${share}%`)
        }
        const most = dose.percent1RM?.highest[0]?.value
        if (exercise === 'leg-press' && prescription.forms?.includes('strength_hf') === true && most !== undefined) {
          must((upTo ?? 0) <= (numberOf(person.facts, 'leg-press-1rm') * most) / 100, () => `leg press ${upTo} kg`)
        }
        if (basis === 'measured_threshold') {
          must((upTo ?? 0) < numberOf(person.facts, 'heart-rate-at-second-threshold'), () => 'at the second threshold')
          must(numberOf(person.facts, 'second-threshold-percent-vo2peak') <= 80, () => 'above 80% VO2peak')
        }
      }
    }
  },
)

/** Numbers that say how hard it is; without a ceiling on them the engine gives none. */
const intensities: readonly DoseKey[] = ['percentVo2peak', 'percent1RM', 'percentPiMax', 'rpeBorg', 'loadKilograms']

everybody('INV-15: where no rule sets a ceiling the engine gives no intensity', ({ drafted }) => {
  for (const { form, dose } of drafted().prescriptions) {
    for (const key of intensities) {
      const { value = null, highest = [] } = dose[key] ?? {}
      must(value === null || highest.length > 0, () => `${key} of ${form} has no ceiling`)
    }
  }
})

everybody(
  'INV-15: one more ceiling, whatever its place, holds for the number and for all that follows from it',
  (of) => {
    for (const { dose, ...prescription } of of.strict().prescriptions) {
      if (dose.percentVo2peak === undefined) continue
      const { value, upTo } = dose.percentVo2peak
      must(Math.max(value ?? 0, upTo ?? 0) <= 60, () => `${value} to ${upTo}% VO2peak`)
      for (const target of given({ dose, ...prescription })) {
        const most = (60 * numberOf(of.person.facts, 'measured-vo2peak')) / 100
        must(target.scale !== 'vo2MlKgMin' || (target.upTo ?? 0) <= most, () => `${target.upTo} ml`)
      }
    }
  },
)

everybody('INV-16: a worse NYHA class never raises a number or a target, nor adds a form for the heart', (of) => {
  const nyha = numberOf(of.person.facts, 'nyha-class')
  const better = of.drafted()
  const looked = [...better.prescriptions.flatMap(({ forms = [] }) => forms), ...better.leftOut.map(({ form }) => form)]
  const isLooked = looked.some((form) => knowledge.forms[form]?.document === 'hfref-nma')
  if (Number.isNaN(nyha) || nyha > 3 || !isLooked) return doesNotApply
  const worse = draft({ ...of.person, facts: { ...of.person.facts, 'nyha-class': known(nyha + 1) } })
  const ofTheHeart = worse.prescriptions.filter(({ form }) => knowledge.forms[form]?.document === 'hfref-nma')
  for (const prescription of ofTheHeart) {
    const before = better.prescriptions.find(({ form }) => form === prescription.form)
    must(before !== undefined, () => `adds ${prescription.form}`)
    for (const key of loads) {
      const [now, then] = [prescription.dose[key], before.dose[key]]
      if (now?.value == null) continue
      must((now.upTo ?? now.value) <= (then?.upTo ?? then?.value ?? Number.NEGATIVE_INFINITY), () => `raises ${key}`)
    }
    for (const target of given(prescription)) {
      const then = before.targets?.find(({ rule }) => rule === target.rule)
      must((target.upTo ?? 0) <= (then?.upTo ?? 0), () => `raises ${target.rule}`)
    }
  }
})

everybody('INV-13: nobody under 18, or whose age is not known, gets a plan that may be confirmed', (of) => {
  const age = of.person.facts['age-years']
  const { prescriptions, blocked } = of.drafted()
  if (prescriptions.length === 0) return doesNotApply
  const isChild = age?.state === 'known' && typeof age.value === 'number' && age.value < 18
  const isRefused = blocked.some((block) => block.kind === 'not_for_whom' && block.rule === 'adults-only')
  must(isRefused === isChild, () => `${JSON.stringify(age)}: ${JSON.stringify(blocked)}`)
  if (age === undefined || age.state === 'unknown')
    must(
      blocked.some((block) => block.kind === 'missing_fact' && block.fact === 'age-years'),
      () => 'age is not asked',
    )
})

everybody(
  'INV-25: insulin or a sulfonylurea brings the glucose rules to everything; not knowing about it asks',
  (of) => {
    const { prescriptions, wanted = [] } = of.alone()
    if (prescriptions.length === 0) return doesNotApply
    const isUsed = of.insulin.state === 'known' && of.insulin.value === true
    for (const { form, adaptations } of prescriptions)
      must(adaptations.includes('glucose-with-insulin') === isUsed, () => form)
    const isAsked = wanted.some(({ fact }) => fact === 'insulin-or-sulfonylurea')
    must(isAsked === (of.insulin.state === 'unknown'), () => 'is not asked')
  },
)

everybody(
  'INV-26: strength for bone keeps to 2 or 3 days, 8 to 12 repetitions and 3 sets, whatever the blog says',
  (of) => {
    const strength = of.drafted().prescriptions.filter(({ forms = [] }) => forms.includes('progressive_resistance'))
    if (strength.length === 0) return doesNotApply
    for (const { dose } of strength) {
      must(dose.sessionsPerWeek?.value === 2 && (dose.sessionsPerWeek.upTo ?? 3) <= 3, () => 'days a week')
      const { value, upTo } = dose.repetitions ?? {}
      must((value ?? 0) >= 8 && (upTo ?? 8) <= 12, () => `${value} to ${upTo} repetitions`)
      must((dose.sets?.value ?? 0) <= 3, () => 'sets')
    }
  },
)

everybody(
  'INV-27: a plan that may be confirmed says for all of it how often, how long, what, and when to stop',
  (of) => {
    const { blocked, prescriptions, sessions, stopRules } = of.drafted()
    must(stopRules.length > 0, () => 'no rule to stop')
    if (prescriptions.length === 0) return doesNotApply
    for (const { id, dose } of prescriptions) {
      const isOpen = blocked.some((block) => block.kind === 'open_dose' && block.prescription === id)
      must(isOpen || dose.sessionsPerWeek?.value != null, () => `${id} says not how often`)
      const isPlanned = sessions.some(({ prescriptions: all }) => all.includes(id))
      must(isPlanned || isOpen, () => `${id} has no session`)
    }
  },
)

everybody('INV-23, INV-27: every sign that stops a session is in every plan', ({ drafted }) => {
  const { stopRules } = drafted()
  for (const { id, class: kind, review } of Object.values(knowledge.symptoms)) {
    if (kind === 'stop' && review.state === 'active') must(stopRules.includes(id), () => id)
  }
})

everybody(
  'INV-28: endurance in several forms counts together, whoever raises it',
  ({ person, chance, drafted: before }) => {
    if (!hasEndurance(before())) return doesNotApply
    const [one, other] = [1 + (chance % 7), 1 + (Math.floor(chance / 7) % 7)]
    const drafted = draft(person, {
      doses: {
        aerobic_continuous: { sessionsPerWeek: { value: one } },
        aerobic_hiit: { sessionsPerWeek: { value: other } },
      },
    })
    const endurance = drafted.prescriptions.filter(({ modality }) => modality === 'aerobic')
    const ceilings = endurance.flatMap(({ dose }) => (dose.sessionsPerWeek?.highest ?? []).map(({ value }) => value))
    const total = endurance.reduce((sum, { dose }) => sum + (dose.sessionsPerWeek?.value ?? 0), 0)
    if (ceilings.length === 0 || total <= Math.min(...ceilings)) return doesNotApply
    const isHeld = drafted.blocked.some(
      (block) => (block.kind === 'hard_limit' || block.kind === 'reason_needed') && block.key === 'sessionsPerWeek',
    )
    must(isHeld, () => `${total} sessions a week`)
  },
)

everybody('INV-28: no form and no exercise of strength is prescribed twice to one person', ({ drafted }) => {
  const { prescriptions } = drafted()
  const forms = prescriptions.flatMap((one) => one.forms ?? [])
  must(new Set(forms).size === forms.length, () => forms.join(', '))
  const strength = prescriptions.filter(({ modality }) => modality === 'resistance').flatMap((one) => one.exercises)
  must(new Set(strength).size === strength.length, () => strength.join(', '))
})

everybody('INV-29: an evaluation never lies further ahead than its cycle', ({ drafted, person }) => {
  const { evaluation, startsOn } = drafted()
  if (evaluation.nextDate === null || evaluation.cycleWeeks === null) return doesNotApply
  const { treatmentStart } = person
  const begun = treatmentStart !== null && treatmentStart > startsOn ? treatmentStart : startsOn
  const latest = addDays(begun, 7 * evaluation.cycleWeeks)
  must(evaluation.nextDate <= latest, () => `${evaluation.nextDate} after ${latest}`)
})

everybody('INV-30, INV-39: the same person gets the same plan again, also after other knowledge was used', (of) => {
  of.strict()
  must(same(draft(JSON.parse(JSON.stringify(of.person)) as AssessmentInput), of.drafted()), () => 'another plan')
})

everybody('INV-31: the order in which facts are stated changes nothing', ({ person, drafted, permitted, chance }) => {
  const turned = { ...person, facts: Object.fromEntries(Object.entries(person.facts).reverse()) }
  if (chance % 2 === 0) must(same(draft(turned), drafted()), () => 'another plan')
  else must(same(permissions({ assessment: turned, preferences: {} }, knowledge), permitted()), () => 'other verdicts')
})

everybody(
  'INV-32: a plan drafted again from its own numbers, days and exercises is the same plan',
  ({ person, drafted }) => {
    const before = drafted()
    if (before.prescriptions.length === 0) return doesNotApply
    const again = draft(person, {
      startsOn: before.startsOn,
      forms: before.prescriptions.flatMap(({ forms = [] }) => forms),
      exercises: Object.fromEntries(
        before.prescriptions.flatMap(({ forms = [], exercises }) => forms.map((form) => [form, exercises])),
      ),
      doses: Object.fromEntries(
        before.prescriptions.flatMap(({ form, dose }) => [
          [
            form,
            Object.fromEntries(
              Object.entries(dose).flatMap(([key, { value, upTo, changed }]) =>
                value === null || changed !== null ? [] : [[key, { value, ...(upTo === null ? {} : { upTo }) }]],
              ),
            ),
          ],
        ]),
      ),
    })
    const without = (one: Plan) => ({ ...one, leftOut: [] })
    must(same(without(again), without(before)), () => 'another plan')
  },
)

everybody(
  'INV-33: every number, limit, reason and precaution names a rule and a statement that are there',
  ({ drafted }) => {
    const { prescriptions, blocked, leftOut, stopRules, factIds } = drafted()
    for (const id of factIds) must(isCitable(id), () => `no statement ${id}`)
    for (const { form, dose, adaptations, why, targets = [] } of prescriptions) {
      for (const [key, { value, changed, lowest, highest, factIds: sources }] of Object.entries(dose)) {
        const isOwn = changed !== null || levelKeys.includes(key)
        must(value === null || isOwn || sources.length > 0, () => `${key} of ${form} has no source`)
        for (const { rule, factIds: behind } of [...lowest, ...highest]) {
          must(isRule(rule), () => `${key} of ${form}: no rule ${rule}`)
          must(behind.length > 0 || levelKeys.includes(key), () => `${rule} cites nothing`)
        }
      }
      for (const rule of adaptations) must(knowledge.constraints[rule] !== undefined, () => `no precaution ${rule}`)
      for (const { rule } of why) must(isRule(rule), () => `no rule ${rule}`)
      for (const { rule, factIds: sources } of targets)
        must(knowledge.constraints[rule] !== undefined && sources.length > 0, () => `no target ${rule}`)
    }
    for (const { rule } of leftOut) must(isRule(rule), () => `no rule ${rule}`)
    for (const block of blocked) if (block.kind === 'referral') must(isRule(block.rule), () => `no rule ${block.rule}`)
    for (const rule of stopRules) must(isRule(rule), () => `no rule ${rule}`)
  },
)

/** The numbers of a programme of our own, named as such by the origin of the programme. */
const levelKeys: readonly string[] = ['level', 'runSeconds', 'walkSeconds', 'repetitions', 'minutesPerSession']
const citable = new Set([
  ...Object.keys(knowledge.statements),
  ...Object.keys(knowledge.contradictions),
  ...Object.keys(knowledge.evidence),
])
const isCitable = (id: string): boolean => citable.has(id)

function isRule(rule: string): boolean {
  const [owner = '', row] = rule.split('/')
  if (knowledge.constraints[owner] !== undefined || knowledge.symptoms[owner] !== undefined) return true
  if (knowledge.progressions[owner] !== undefined) return true
  const rows = knowledge.forms[owner]?.rows ?? knowledge.decisions[owner]?.rows
  if (rows === undefined) return false
  return (
    row === undefined || rows.some(({ id }) => id === row) || (knowledge.decisions[owner]?.outcomes ?? []).includes(row)
  )
}

everybody(
  'INV-40: a red flag, an open question of safety or a referral before the start keeps a plan from being confirmed',
  (of) => {
    const { redFlags, referral } = of.naive().assessment
    const mustWait = redFlags.length > 0 || referral.missing.length > 0 || urgent.includes(referral.action)
    if (!mustWait) return doesNotApply
    const kinds = of.drafted().blocked.map(({ kind }) => kind)
    must(kinds.includes('referral') || kinds.includes('missing_fact'), () => referral.action)
  },
)
const urgent: readonly string[] = [
  'consult_gp_before_start',
  'inform_patient_and_gp',
  'refer_gp_or_specialist',
  'refer_sports_physician',
  'refer_msrz',
  'medical_clearance_first',
]

everybody(
  'INV-42, INV-43: a reason lifts a soft limit only, and hides no other block',
  ({ person, drafted, chance }) => {
    const first = pick(drafted().prescriptions, chance)
    if (first === undefined) return doesNotApply
    const keys = loads.filter((key) => (first.dose[key]?.highest.length ?? 0) > 0)
    const key = pick(keys, chance >> 3)
    const limits = key === undefined ? [] : (first.dose[key]?.highest ?? [])
    if (key === undefined) return doesNotApply
    const value = Math.max(...limits.map((limit) => limit.value)) + 1
    const changed = (reason: string) => draft(person, { doses: { [first.form]: { [key]: { value, reason } } } }).blocked
    const [silent, explained] = [changed(''), changed('weighed with the patient')]
    const isHard = limits.some(({ kind }) => kind === 'hard')
    const about = (blocks: Plan['blocked'], kind: string) =>
      blocks.some((block) => block.kind === kind && 'key' in block && block.key === key)
    must(about(silent, isHard ? 'hard_limit' : 'reason_needed'), () => `${key} ${value} is not held`)
    must(about(explained, 'hard_limit') === isHard, () => `${key} ${value} with a reason`)
    for (const block of silent) {
      const isAbout = 'key' in block && block.key === key
      must(isAbout || explained.some((one) => same(one, block)), () => `a reason hides ${JSON.stringify(block)}`)
    }
  },
)

everybody('INV-44: the blog never adds an exercise or a number beyond what the other documents give', (of) => {
  const { prescriptions } = of.drafted()
  const others = prescriptions.filter(({ forms = [] }) => !forms.some((form) => isOfBlogForm(form)))
  if (others.length === 0) return doesNotApply
  const alone = plan({ assessment: of.person, preferences: {} }, withoutBlog).prescriptions
  for (const now of others) {
    const then = alone.find(({ form }) => form === now.form)
    must(then !== undefined, () => `only the blog gives ${now.form}`)
    for (const exercise of now.exercises) must(then.exercises.includes(exercise), () => `the blog adds ${exercise}`)
    for (const key of loads) {
      const [number, before] = [now.dose[key], then.dose[key]]
      if (number?.value == null) continue
      must((number.upTo ?? number.value) <= (before?.upTo ?? before?.value ?? Number.NEGATIVE_INFINITY), () => key)
    }
  }
})
const isOfBlogForm = (form: string): boolean => knowledge.forms[form]?.document === 'cardiac-strength'

everybody('a later change of medicine never gives a target that was not given before', ({ person, drafted }) => {
  if (!drafted().prescriptions.some(({ targets = [] }) => targets.length > 0)) return doesNotApply
  const changed: Fact = { state: 'known', value: true, changedOn: today }
  const on = (fact: Fact) =>
    draft({ ...person, facts: { ...person.facts, 'beta-blocker': fact } }).prescriptions.flatMap(given)
  const before = new Set(on(known(true)).map(({ rule }) => rule))
  for (const { rule, scale, basis } of on(changed)) {
    must(before.has(rule), () => `gives ${rule}`)
    must(scale !== 'heartRateBpm' || basis === 'formula', () => `${rule} outlives the change`)
  }
})

everybody('a bound that cannot hold is shown, and the guarding one holds', ({ drafted, strict }) => {
  for (const { dose, conflicts = [] } of [...drafted().prescriptions, ...strict().prescriptions]) {
    for (const key of doseKeys) {
      const { lowest = [], highest = [], value = null } = dose[key] ?? {}
      const isConflict = lowest.some((floor) => highest.some((most) => floor.value > most.value))
      const shown = conflicts.find((conflict) => conflict.key === key)
      must((shown !== undefined) === isConflict, () => `${key} is not shown`)
      if (shown?.holds === 'ceiling' && value !== null && dose[key]?.changed === null)
        must(value <= shown.ceiling.value, () => `${key} above its ceiling`)
    }
  }
})
