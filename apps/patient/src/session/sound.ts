import { melodies, type Tone } from './tones.ts'

/** Sounds tones at their moment, also while the screen is locked. `open` must be called from a touch. */
export interface Sound {
  readonly open: () => void
  /** Replaces all tones ahead. */
  readonly schedule: (tones: readonly Tone[]) => void
  readonly close: () => void
}

const loudness = 0.35

/** A sound that hands the tones to the audio clock of the browser. */
export function createSound(): Sound {
  let context: AudioContext | undefined
  let ahead: OscillatorNode[] = []

  const silence = () => {
    for (const oscillator of ahead) {
      oscillator.stop()
      oscillator.disconnect()
    }
    ahead = []
  }

  return {
    open: () => {
      context ??= new AudioContext()
      void context.resume()
    },
    schedule: (tones) => {
      silence()
      if (context === undefined) return
      for (const { inSeconds, kind } of tones) {
        let startsAt = context.currentTime + inSeconds
        for (const [hertz, seconds] of melodies[kind]) {
          ahead.push(beep(context, hertz, startsAt, seconds))
          startsAt += seconds
        }
      }
    },
    close: () => {
      silence()
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

/** Says a word in the language of the page; a phone without a voice stays silent, the tone and the word remain. */
export function say(words: string, language: 'nl' | 'en'): void {
  if (typeof speechSynthesis === 'undefined') return
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = language === 'nl' ? 'nl-NL' : 'en-GB'
  speechSynthesis.cancel()
  speechSynthesis.speak(utterance)
}
