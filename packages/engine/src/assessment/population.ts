import type { Population } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { mergeCited } from './cited.ts'
import { type Conclusion, decide } from './decide.ts'

/** Whom the documents speak of: risk groups, phase of a vertebral fracture, and whether each body of evidence holds. */
export function population(context: Context): {
  readonly block: Population
  readonly conclusions: readonly Conclusion[]
} {
  const groups = decide('risk-groups', context)
  const stage = decide('vertebral-fracture-stage', context)
  const osteo = decide('osteo-guideline', context)
  const hfref = decide('hfref-evidence', context)
  const runwalk = decide('runwalk-evidence', context)
  const cardiac = decide('cardiac-strength-advice', context)
  const more = context.explains ? [decide('population-statements', context)] : []
  const conclusions = [groups, stage, osteo, hfref, runwalk, cardiac, ...more]
  const block: Population = {
    osteoRiskGroups: groups.outcomes.map(Number).toSorted((left, right) => left - right) as (1 | 2 | 3)[],
    osteoGuideline: outcomeOf<Population['osteoGuideline']>(osteo),
    hfrefEvidence: outcomeOf<Population['hfrefEvidence']>(hfref),
    runwalkEvidence: outcomeOf<Population['runwalkEvidence']>(runwalk),
    cardiacStrengthAdvice: outcomeOf<Population['cardiacStrengthAdvice']>(cardiac),
    vertebralFractureStage: outcomeOf<Population['vertebralFractureStage']>(stage),
    factIds: mergeCited(conclusions.map(({ cited }) => cited)).factIds,
    why: conclusions.flatMap(({ why }) => why),
  }
  return { block, conclusions }
}

/** The knowledge check holds the outcomes of a table to the words of its block. */
function outcomeOf<Word extends string>({ outcomes }: Conclusion): Word {
  return (outcomes[0] ?? 'unknown') as Word
}
