import { parseReferenceCase, referenceFunctions, runReferenceCase } from '@dosis/evidence/reference'
import type { Io, Style } from '../io.ts'
import { refusingAsBadInput } from './refuse-as-bad-input.ts'

/** Answers the analyses that a file in the reference format asks for. */
export function answerCase(file: string, json: unknown, io: Io, style: Style): number {
  const one = refusingAsBadInput(file, () => parseReferenceCase(json))
  const analyses = runReferenceCase(one, referenceFunctions)
  io.out(style.json ? JSON.stringify({ id: one.id, analyses }) : JSON.stringify({ id: one.id, analyses }, null, 2))
  return analyses.some((answer) => !('result' in answer)) ? 1 : 0
}
