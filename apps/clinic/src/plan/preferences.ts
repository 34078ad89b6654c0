import type { DoseKey, Plan, PlanPreferences, Prescription, ProgrammeChoice } from '@dosis/domain'

export type DoseChoice = { readonly value: number; readonly upTo?: number; readonly reason?: string }
type FormDoses = Readonly<Partial<Record<DoseKey, DoseChoice>>>

/** Puts a number chosen by the therapist into the preferences; `null` goes back to what Dosis drafts. */
export function chooseDose(
  preferences: PlanPreferences,
  form: string,
  key: DoseKey,
  choice: DoseChoice | null,
): PlanPreferences {
  const { [key]: _, ...others } = preferences.doses?.[form] ?? {}
  const doses: FormDoses = choice === null ? others : { ...others, [key]: choice }
  const { [form]: __, ...forms } = preferences.doses ?? {}
  return { ...preferences, doses: Object.keys(doses).length === 0 ? forms : { ...forms, [form]: doses } }
}

function changedDoses({ dose }: Prescription): FormDoses {
  return Object.fromEntries(
    Object.entries(dose).flatMap(([key, number]) =>
      number.changed === null || number.value === null
        ? []
        : [
            [
              key,
              {
                value: number.value,
                ...(number.upTo === null ? {} : { upTo: number.upTo }),
                ...(number.changed.reason === '' ? {} : { reason: number.changed.reason }),
              },
            ],
          ],
    ),
  )
}

/** What the therapist chose within the programme of a prescription, read back from the plan. */
function choiceOf({ id, programme, loads, painLimit }: Prescription, plan: Plan): ProgrammeChoice {
  const template = plan.sessions.find(({ prescriptions }) => prescriptions.includes(id))
  const exercisesOf = (parts: NonNullable<typeof template>['parts']) => [
    ...new Set(parts.flatMap((part) => ('exercise' in part && part.exercise !== undefined ? [part.exercise] : []))),
  ]
  const amounts = Object.fromEntries([
    ...(programme?.growth ?? []).flatMap(({ key, amount }) => (amount === null ? [] : [[key, amount] as const])),
    ...(programme?.repetitions?.loadStepKilograms == null
      ? []
      : [['loadKilograms', programme.repetitions.loadStepKilograms] as const]),
  ])
  return {
    ...(programme?.exercises === undefined ? {} : { order: programme.exercises }),
    ...(Object.keys(amounts).length === 0 ? {} : { amounts }),
    ...(loads === undefined ? {} : { loads }),
    ...(template?.alternate === undefined
      ? {}
      : {
          alternate: {
            every: template.alternate.every,
            a: exercisesOf(template.parts),
            b: exercisesOf(template.alternate.parts),
          },
        }),
    ...(painLimit === undefined
      ? {}
      : {
          painLimit: {
            afterAtMost: painLimit.afterAtMost,
            settledNextMorning: painLimit.settledNextMorning,
            reason: painLimit.reason,
          },
        }),
  }
}

/**
 * The choices that went into a confirmed plan, as the start of the one that replaces it: forms, days, goals, exercises
 * and every number that was changed by hand, with what was chosen within the programmes. The start day is chosen anew.
 */
export function preferencesOf(plan: Plan): PlanPreferences {
  const doses = plan.prescriptions.flatMap((prescription) => {
    const changed = changedDoses(prescription)
    return Object.keys(changed).length === 0 ? [] : [[prescription.form, changed] as const]
  })
  const steps = plan.prescriptions.flatMap((prescription) => {
    const choice = choiceOf(prescription, plan)
    return Object.keys(choice).length === 0 ? [] : [[prescription.form, choice] as const]
  })
  return {
    forms: [...new Set(plan.prescriptions.flatMap(({ form, forms }) => forms ?? [form]))],
    weekdays: plan.weekdays,
    goals: plan.goals,
    exercises: Object.fromEntries(plan.prescriptions.map(({ form, exercises }) => [form, exercises])),
    ...(doses.length === 0 ? {} : { doses: Object.fromEntries(doses) }),
    ...(steps.length === 0 ? {} : { steps: Object.fromEntries(steps) }),
  }
}
