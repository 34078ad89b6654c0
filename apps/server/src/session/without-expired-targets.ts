import type { ExpiredFact, IntensityTarget, Plan } from '@dosis/domain'

/**
 * The plan without targets that rest on a measurement which no longer counts: a heart rate that was measured under another
 * dose of the beta-blocker is never shown to a patient as a fact. The confirmed plan itself stays as it is.
 */
export function withoutExpiredTargets(plan: Plan, expired: readonly ExpiredFact[]): Plan {
  const gone = new Set(expired.map(({ fact }) => fact))
  if (gone.size === 0) return plan
  const still = (target: IntensityTarget): IntensityTarget => {
    const facts = target.measurements.map(({ fact }) => fact).filter((fact) => gone.has(fact))
    if (facts.length === 0) return target
    return { ...target, from: null, upTo: null, talk: null, absent: { reason: 'expired', facts } }
  }
  return {
    ...plan,
    prescriptions: plan.prescriptions.map((each) =>
      each.targets === undefined ? each : { ...each, targets: each.targets.map(still) },
    ),
  }
}
