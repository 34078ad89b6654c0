import type { IntensityTarget } from '@dosis/domain'
import type { Words } from '../frame/words.ts'
import { rangeWords } from './dose-words.ts'

type Speech = Pick<Words, 'terms' | 'formatNumber'>

/** A target with its unit: "88–107 slagen per minuut", "praten lukt, zingen niet"; null = it is not given. */
export function targetWords({ scale, from, upTo, talk }: IntensityTarget, speech: Speech): string | null {
  const { intensity } = speech.terms
  if (talk !== null) return intensity.talk[talk]
  if (from === null) return null
  const { unit } = intensity.scale[scale]
  const figures = rangeWords(from, upTo, speech)
  return unit === '' ? figures : `${figures}\u00a0${unit}`
}
