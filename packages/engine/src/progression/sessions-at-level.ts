import type { Plan, Prescription, Progress, SessionPart, SessionTemplate } from '@dosis/domain'

/**
 * The sessions of a plan with the intervals, or the exercise, of the level at which the patient trains now. Both come
 * from the levels that were confirmed with the plan, so a phone needs nothing else.
 * @param levels level per prescription, as `progress` gives it (`from`: now; `to`: after the proposal is accepted)
 */
export function sessionsAtLevels(
  plan: Plan,
  levels: Readonly<Record<string, number | null>>,
): readonly SessionTemplate[] {
  return plan.sessions.map((template) => ({
    ...template,
    parts: template.parts.map((part) => atLevel(part, template, plan, levels)),
  }))
}

/** @returns the level of each prescription now, for `sessionsAtLevels` */
export function currentLevels(progress: Progress): Readonly<Record<string, number | null>> {
  return Object.fromEntries(progress.steps.map(({ prescription, from }) => [prescription, from]))
}

function atLevel(
  part: SessionPart,
  template: SessionTemplate,
  plan: Plan,
  levels: Readonly<Record<string, number | null>>,
): SessionPart {
  if (part.kind === 'impact') return atExercise(part, template, plan, levels)
  if (part.kind !== 'intervals') return part
  const prescription = ofTemplate(plan, template, ({ levels: steps }) => steps !== undefined)
  const level = levels[prescription?.id ?? ''] ?? 0
  const step = prescription?.levels?.[level - 1]
  if (step?.runSeconds === undefined || step.walkSeconds === undefined) return part
  const maxRepetitions = Math.min(part.maxRepetitions, step.repetitions ?? part.maxRepetitions)
  return {
    ...part,
    level,
    runSeconds: step.runSeconds,
    walkSeconds: step.walkSeconds,
    maxRepetitions,
    minRepetitions: Math.min(part.minRepetitions, maxRepetitions),
    repetitions: Math.min(part.repetitions, maxRepetitions),
  }
}

/** The graded form of the level; the number of impacts stays as it was prescribed. */
function atExercise(
  part: Extract<SessionPart, { kind: 'impact' }>,
  template: SessionTemplate,
  plan: Plan,
  levels: Readonly<Record<string, number | null>>,
): SessionPart {
  const prescription = ofTemplate(plan, template, ({ programme }) => programme?.exercises !== undefined)
  const level = levels[prescription?.id ?? ''] ?? 0
  const exercise = prescription?.programme?.exercises?.[level - 1]
  return exercise === undefined ? part : { ...part, exercise, level }
}

function ofTemplate(plan: Plan, template: SessionTemplate, fits: (prescription: Prescription) => boolean) {
  return plan.prescriptions.find((each) => fits(each) && template.prescriptions.includes(each.id))
}
