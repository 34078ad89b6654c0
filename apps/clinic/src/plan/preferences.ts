import type { DoseKey, Plan, PlanPreferences, Prescription } from '@dosis/domain'

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

/**
 * The choices that went into a confirmed plan, as the start of the one that replaces it: forms, days, goals, exercises
 * and every number that was changed by hand. The start day is chosen anew.
 */
export function preferencesOf(plan: Plan): PlanPreferences {
  const doses = plan.prescriptions.flatMap((prescription) => {
    const changed = changedDoses(prescription)
    return Object.keys(changed).length === 0 ? [] : [[prescription.form, changed] as const]
  })
  return {
    forms: [...new Set(plan.prescriptions.flatMap(({ form, forms }) => forms ?? [form]))],
    weekdays: plan.weekdays,
    goals: plan.goals,
    exercises: Object.fromEntries(plan.prescriptions.map(({ form, exercises }) => [form, exercises])),
    ...(doses.length === 0 ? {} : { doses: Object.fromEntries(doses) }),
  }
}
