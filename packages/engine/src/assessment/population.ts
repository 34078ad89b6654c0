import type { Population } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { codesOf } from './cited.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import type { Ready } from './ready-knowledge.ts'

/** Whom the documents speak of: risk groups, phase of a vertebral fracture, and whether each body of evidence holds. */
export function population(
  ready: Ready,
  patient: Patient,
): { readonly block: Population; readonly conclusions: readonly Conclusion[] } {
  const { tables } = ready
  const stage = concludeTable(tables['vertebral-fracture-stage'], patient, ready)
  const osteo = concludeTable(tables['osteo-guideline'], patient, ready)
  const hfref = concludeTable(tables['hfref-evidence'], patient, ready)
  const runwalk = concludeTable(tables['runwalk-evidence'], patient, ready)
  const cardiac = concludeTable(tables['cardiac-strength-advice'], patient, ready)
  const conclusions = [
    concludeTable(tables['risk-groups'], patient, ready),
    stage,
    osteo,
    hfref,
    runwalk,
    cardiac,
    concludeTable(tables['population-statements'], patient, ready),
  ]
  const groups = takenOf(tables['risk-groups'], patient).outcomes.map(Number)
  const block: Population = {
    osteoRiskGroups: groups.toSorted((left, right) => left - right) as (1 | 2 | 3)[],
    osteoGuideline: outcomeOf<Population['osteoGuideline']>(osteo),
    hfrefEvidence: outcomeOf<Population['hfrefEvidence']>(hfref),
    runwalkEvidence: outcomeOf<Population['runwalkEvidence']>(runwalk),
    cardiacStrengthAdvice: outcomeOf<Population['cardiacStrengthAdvice']>(cardiac),
    vertebralFractureStage: outcomeOf<Population['vertebralFractureStage']>(stage),
    factIds: codesOf(
      conclusions.flatMap(({ cited }) => cited),
      'factIds',
      ready.codes,
    ),
    why: conclusions.flatMap(({ why }) => why),
  }
  return { block, conclusions }
}

/** The knowledge check holds the outcomes of a table to the words of its block. */
function outcomeOf<Word extends string>({ outcome }: Conclusion): Word {
  return (outcome ?? 'unknown') as Word
}
