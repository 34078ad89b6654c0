import type { Population, Reason } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, type Cites, codesOf } from './cited.ts'
import { addCitesOfTable, type TableDecision, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

const tablesOfPopulation = [
  'risk-groups',
  'vertebral-fracture-stage',
  'osteo-guideline',
  'hfref-evidence',
  'runwalk-evidence',
  'cardiac-strength-advice',
  'population-statements',
] as const

/** Whom the documents speak of: risk groups, phase of a vertebral fracture, and whether each body of evidence holds. */
export function population({ tables, codes }: Ready, patient: Patient): Block<Population> {
  const groups = takenOf(tables['risk-groups'], patient).outcomes.map(Number)
  const cited: Cites[] = []
  const why: Reason[] = []
  for (const id of tablesOfPopulation) {
    addCitesOfTable(tables[id], patient, cited)
    why.push(...whyOfTable(tables[id], patient))
  }
  const block: Population = {
    osteoRiskGroups: groups.toSorted((left, right) => left - right) as (1 | 2 | 3)[],
    osteoGuideline: outcomeOf<Population['osteoGuideline']>(tables['osteo-guideline'], patient),
    hfrefEvidence: outcomeOf<Population['hfrefEvidence']>(tables['hfref-evidence'], patient),
    runwalkEvidence: outcomeOf<Population['runwalkEvidence']>(tables['runwalk-evidence'], patient),
    cardiacStrengthAdvice: outcomeOf<Population['cardiacStrengthAdvice']>(tables['cardiac-strength-advice'], patient),
    vertebralFractureStage: outcomeOf<Population['vertebralFractureStage']>(
      tables['vertebral-fracture-stage'],
      patient,
    ),
    factIds: codesOf(cited, 'factIds', codes),
    why,
  }
  return { block, cited }
}

/** The knowledge check holds the outcomes of a table to the words of its block. */
function outcomeOf<Word extends string>(decision: TableDecision, patient: Patient): Word {
  return (takenOf(decision, patient).outcomes[0] ?? 'unknown') as Word
}
