/** The specimens of the gallery and the screens on which they are looked at. */
export const specimens = {
  clinic: ['patients', 'intake', 'assessment', 'plan', 'follow', 'parts'],
  patient: ['today', 'run', 'walk', 'effort', 'pain', 'wrong', 'stop', 'progress'],
} as const

export const sizes = { phone: { width: 390, height: 844 }, laptop: { width: 1440, height: 900 } } as const
