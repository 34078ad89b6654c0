import type { SessionPart } from '@dosis/domain'
import type { PatientTexts } from '@dosis/text/patient'
import { motionOf } from '../exercise/motion-of.ts'
import type { Step } from './timeline.ts'

/** What the patient does now, in one or two words; between bursts of impact and hard blocks he moves gently on. */
export function phaseWords({ phase, exercise }: Step, part: SessionPart | undefined, texts: PatientTexts): string {
  if ((phase === 'up' || phase === 'down') && exercise !== null) return texts.motion[motionOf(exercise).name][phase]
  return between(phase, part, texts) ?? texts.phase[phase]
}

/** The same, as it is said aloud at the moment it begins. */
export function spokenWords({ phase }: Step, part: SessionPart | undefined, texts: PatientTexts): string {
  return between(phase, part, texts) ?? texts.spoken[phase]
}

function between(phase: Step['phase'], part: SessionPart | undefined, texts: PatientTexts): string | null {
  if (phase === 'rest' && part?.kind === 'impact') return texts.walkBetween
  if (phase !== 'recover' || part?.kind !== 'intervals' || part.rest === undefined) return null
  return part.rest === 'active' ? texts.moveBetween : texts.restBetween
}
