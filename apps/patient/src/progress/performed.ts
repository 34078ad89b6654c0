import type { SessionLog } from '@dosis/domain'

/** What a session says of one thing that was done; null = it says nothing about it. */
export const performed = {
  minutes: ({ parts }: SessionLog): number | null => {
    const moved = parts.filter(({ kind }) => kind === 'continuous')
    return moved.length === 0 ? null : moved.reduce((sum, { seconds }) => sum + seconds, 0) / 60
  },
  steps: ({ parts }: SessionLog): number | null => {
    const told = parts.flatMap(({ steps }) => steps ?? [])
    return told.length === 0 ? null : told.reduce((sum, steps) => sum + steps, 0)
  },
  load:
    (exercise: string) =>
    ({ parts }: SessionLog): number | null => {
      const loads = parts.flatMap((part) => (part.exercise === exercise ? (part.loadKilograms ?? []) : []))
      return loads.length === 0 ? null : Math.max(...loads)
    },
  fatigue: ({ fatigue }: SessionLog): number | null => fatigue ?? null,
} as const
