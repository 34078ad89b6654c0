import type { Plan, Progress, SessionPart, SessionTemplate } from '@dosis/domain'

/**
 * The sessions of a plan with the intervals of the level at which the patient trains now. The seconds come from the
 * levels that were confirmed with the plan, so a phone needs nothing else.
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
  if (part.kind !== 'intervals') return part
  const prescription = plan.prescriptions.find(
    ({ id, levels: steps }) => steps !== undefined && template.prescriptions.includes(id),
  )
  const level = prescription === undefined ? null : (levels[prescription.id] ?? null)
  const step = level === null ? undefined : prescription?.levels?.[level - 1]
  if (level === null || step?.runSeconds === undefined || step.walkSeconds === undefined) return part
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
