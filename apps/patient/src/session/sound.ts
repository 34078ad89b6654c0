import { melodies, type Tone } from './tones.ts'

/** Sounds tones at their moment, also while the screen is locked. `open` must be called from a touch. */
export interface Sound {
  readonly open: () => void
  /** Replaces all tones ahead; one that sounds already sounds on. */
  readonly schedule: (tones: readonly Tone[]) => void
  /** Cuts everything off at once. */
  readonly silence: () => void
  /** Seconds that the sound system has run since it was opened; null when it does not run. */
  readonly seconds: () => number | null
  readonly close: () => void
}

const loudness = 0.35

interface Beep {
  readonly oscillator: OscillatorNode
  readonly startsAt: number
}

/** A sound that hands the tones to the audio clock of the browser. */
export function createSound(): Sound {
  let context: AudioContext | undefined
  let ahead: Beep[] = []

  const stop = (beeps: readonly Beep[]) => {
    for (const { oscillator } of beeps) {
      oscillator.stop()
      oscillator.disconnect()
    }
  }

  return {
    open: () => {
      // Sounds also when the phone is set to silent, and goes on in the background, where the browser knows this.
      const session = 'audioSession' in navigator ? (navigator.audioSession as { type: string }) : undefined
      if (session !== undefined) session.type = 'playback'
      context ??= new AudioContext()
      void context.resume()
    },
    schedule: (tones) => {
      if (context === undefined) return
      const now = context.currentTime
      stop(ahead.filter(({ startsAt }) => startsAt > now))
      ahead = ahead.filter(({ startsAt }) => startsAt <= now)
      for (const { inSeconds, kind } of tones) {
        let startsAt = now + inSeconds
        for (const [hertz, seconds] of melodies[kind]) {
          ahead.push({ oscillator: beep(context, hertz, startsAt, seconds), startsAt })
          startsAt += seconds
        }
      }
    },
    silence: () => {
      stop(ahead)
      ahead = []
    },
    seconds: () => (context?.state === 'running' ? context.currentTime : null),
    close: () => {
      stop(ahead)
      ahead = []
      void context?.close()
      context = undefined
    },
  }
}

function beep(context: AudioContext, hertz: number, startsAt: number, seconds: number): OscillatorNode {
  const oscillator = new OscillatorNode(context, { frequency: hertz, type: 'sine' })
  const gain = new GainNode(context, { gain: 0 })
  const end = startsAt + seconds
  gain.gain.setValueAtTime(0, startsAt)
  gain.gain.linearRampToValueAtTime(loudness, startsAt + 0.02)
  gain.gain.setValueAtTime(loudness, Math.max(startsAt + 0.02, end - 0.03))
  gain.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(startsAt)
  oscillator.stop(end)
  return oscillator
}

/** Says a word in the language of the page; a phone without a voice for it stays silent, tone and word remain. */
export function say(words: string, language: 'nl' | 'en'): void {
  if (typeof speechSynthesis === 'undefined') return
  const voices = speechSynthesis.getVoices()
  // Browsers name their voices late: an empty list says nothing.
  if (voices.length > 0 && !voices.some(({ lang }) => lang.toLowerCase().startsWith(language))) return
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = language === 'nl' ? 'nl-NL' : 'en-GB'
  speechSynthesis.cancel()
  speechSynthesis.speak(utterance)
}
