import type { Plan, SessionTemplate } from '@dosis/domain'
import { usePhone } from '../data/phone-context.tsx'
import { namesOfExercise } from '../exercise/exercise-of.ts'
import { isRunWalk } from '../exercise/use-dose-words.ts'
import { useTexts } from '../frame/use-texts.ts'

/** What a session is called for a patient: its one exercise, or the kind of training. */
export function useSessionTitle(): (template: SessionTemplate, plan: Plan) => string {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  return (template, plan) => {
    const [first, second] = template.parts
    if (first !== undefined && second === undefined) {
      if (isRunWalk(first)) return texts.runWalk
      if (first.kind === 'steps') return texts.stepsColumn
      const names = namesOfExercise(first, knowledge)
      if (names !== undefined) return read(names)
    }
    const modality = plan.prescriptions.find(({ id }) => template.prescriptions.includes(id))?.modality
    return modality === undefined ? texts.session : texts.kindOfSession[modality]
  }
}
