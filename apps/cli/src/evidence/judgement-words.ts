import type { Judgement } from '@dosis/evidence/plot'
import { BadInput } from '../bad-input.ts'

/** Words for judgements in both languages, and the signs of RoB 2. */
const judgementWords: Readonly<Record<string, Judgement>> = {
  low: 'low',
  laag: 'low',
  l: 'low',
  '+': 'low',
  some: 'some',
  'some concerns': 'some',
  moderate: 'some',
  enige: 'some',
  'enige zorgen': 'some',
  matig: 'some',
  s: 'some',
  '!': 'some',
  high: 'high',
  serious: 'high',
  critical: 'high',
  hoog: 'high',
  ernstig: 'high',
  h: 'high',
  x: 'high',
  '-': 'high',
  '−': 'high',
  unclear: 'unclear',
  'no information': 'unclear',
  onduidelijk: 'unclear',
  'geen informatie': 'unclear',
  u: 'unclear',
  '?': 'unclear',
}

/**
 * A judgement of risk of bias as people write it.
 * @param row of the table, from 1
 * @throws {BadInput} a word that is no judgement
 */
export function judgementOf(text: string, file: string, column: string, row: number): Judgement {
  const judgement = judgementWords[text.trim().toLowerCase()]
  if (judgement !== undefined) return judgement
  const message = `row ${row}: needs low, some, high or unclear, got "${text}"`
  throw new BadInput(file, [{ path: column, message }])
}
