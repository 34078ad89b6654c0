import type { AdverseEventReport } from '@dosis/domain'
import type { PlayerState } from './player.ts'

/** A session in progress, kept on this phone so that a closed app or an empty battery loses nothing. */
export interface RunningSession {
  readonly sessionId: string
  readonly planId: string
  readonly planVersion: number
  readonly template: string
  readonly on: string
  readonly repetitions: number | null
  readonly painBefore: number | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly player: PlayerState
  readonly adverseEvent: AdverseEventReport | null
}

const key = 'dosis.running-session'

export function runningSession(): RunningSession | null {
  const text = localStorage.getItem(key)
  return text === null ? null : (JSON.parse(text) as RunningSession)
}

export function keepRunningSession(session: RunningSession): void {
  localStorage.setItem(key, JSON.stringify(session))
}

export function forgetRunningSession(): void {
  localStorage.removeItem(key)
}
