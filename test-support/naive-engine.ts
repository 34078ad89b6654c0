import type { Assessment, AssessmentInput, Criterion, Knowledge, Truth } from '@dosis/domain'
import { assess, type Context, contextOf, judge } from '@dosis/engine'

/** What a second reading of the tables comes to for one person. */
export interface NaiveReading {
  /** The engine's own answer, to be compared. */
  readonly assessment: Assessment
  /** The verdict on a form, `not_listed`, or `unknown`. */
  readonly verdictOf: (form: string) => string
  readonly truthOf: (when: Criterion) => Truth
  /** Whether a criterion holds, or may hold while `orUnknown`. */
  readonly mayHold: (when: Criterion, orUnknown: boolean) => boolean
}

/**
 * Reads the tables of the knowledge anew for one person, as slowly and plainly as they are written: from the first row to
 * the last, with the interpreter of criteria instead of the compiled ones. It shares no code with the engine's decisions
 * about forms; what tables before them concluded it takes from the assessment.
 */
export function naiveEngine(
  person: AssessmentInput,
  knowledge: Knowledge,
  assessment: Assessment = assess(person, knowledge, { withoutStillNeeded: true }),
): NaiveReading {
  const expired = new Set((assessment.expired ?? []).map(({ fact }) => fact))
  const facts = Object.fromEntries(Object.entries(person.facts).filter(([id]) => !expired.has(id)))
  const context = { ...contextOf({ ...person, facts }, knowledge), decided: new Taken((form) => verdictOf(form)) }
  for (const [id, outcome] of decisionsOf(assessment, knowledge)) {
    context.decided.set(id, decided(outcome))
  }
  const verdicts = new Map<string, string>()
  const verdictOf = (id: string): string => {
    const before = verdicts.get(id)
    if (before !== undefined) return before
    const verdict = naiveVerdict(id, knowledge, context)
    verdicts.set(id, verdict)
    return verdict
  }
  return {
    assessment,
    verdictOf,
    truthOf: (when) => truthOf(when, context),
    mayHold: (when, orUnknown) => {
      const truth = truthOf(when, context)
      return truth === 'yes' || (orUnknown && truth === 'unknown')
    },
  }
}

/** What was decided, by its name; about a form only when somebody asks. */
class Taken extends Map<string, Decided> {
  readonly #verdictOf: (form: string) => string

  constructor(verdictOf: (form: string) => string) {
    super()
    this.#verdictOf = verdictOf
  }

  override get(id: string): Decided | undefined {
    return id.startsWith(ofForm) ? decided(this.#verdictOf(id.slice(ofForm.length))) : super.get(id)
  }
}

const ofForm = 'exercise-'
type Decided = NonNullable<ReturnType<Context['decided']['get']>>

function decided(outcome: string): Decided {
  return { outcomes: [outcome], isUndecided: outcome === 'unknown', missing: [] }
}

function naiveVerdict(id: string, { forms }: Knowledge, context: Context): string {
  const form = forms[id]
  if (form === undefined || form.review.state !== 'active') return 'not_listed'
  const listed = truthOf(form.listedWhen, context)
  if (listed !== 'yes') return listed === 'no' ? 'not_listed' : 'unknown'
  const maybe: string[] = []
  for (const { when, verdict, status, bounds } of form.rows) {
    const truth = when === undefined ? 'yes' : truthOf(when, context)
    const comesTo = JSON.stringify([verdict, status, bounds])
    if (truth === 'unknown') maybe.push(comesTo)
    if (truth === 'yes') return maybe.every((other) => other === comesTo) ? verdict : 'unknown'
  }
  return 'unknown'
}

function truthOf(when: Criterion, context: Context): Truth {
  return judge(when, context).truth
}

function decisionsOf(assessment: Assessment, knowledge: Knowledge): [string, string][] {
  const { population, triage, therapyIndication, referral, stop, recommendations } = assessment
  return [
    ...Object.keys(knowledge.recommendations).map((id): [string, string] => [named(id), 'not_listed']),
    ['osteo-guideline', population.osteoGuideline],
    ['hfref-evidence', population.hfrefEvidence],
    ['runwalk-evidence', population.runwalkEvidence],
    ['cardiac-strength-advice', population.cardiacStrengthAdvice],
    ['vertebral-fracture-stage', population.vertebralFractureStage],
    ['triage', triage.level],
    ['therapy-indication', therapyIndication.verdict],
    ['referral', referral.action],
    ['stop', stop.verdict],
    ...recommendations.map(({ id, verdict }): [string, string] => [named(id), verdict]),
  ]
}

function named(recommendation: string): string {
  return `recommendation-${recommendation.toLowerCase()}`
}
