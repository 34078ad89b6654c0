import { useState } from 'react'
import { keepHere, keptHere } from '../data/kept-here.ts'

/** What a patient may hear and feel during a session. */
export interface CueSettings {
  readonly sound: boolean
  readonly voice: boolean
  readonly vibration: boolean
}

export const cues = ['sound', 'voice', 'vibration'] as const satisfies readonly (keyof CueSettings)[]

const key = 'dosis.cues'
const all: CueSettings = { sound: true, voice: true, vibration: true }

function isCueSettings(value: unknown): value is CueSettings {
  return typeof value === 'object' && value !== null && cues.every((cue) => cue in value)
}

export function useCueSettings(): CueSettings {
  const [settings] = useState(() => keptHere(key, isCueSettings) ?? all)
  return settings
}

export function keepCueSettings(settings: CueSettings): void {
  keepHere(key, settings)
}
