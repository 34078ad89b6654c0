/** The specimens of the gallery and the screens on which they are looked at. */
export const specimens = {
  clinic: ['patients', 'intake', 'assessment', 'plan', 'follow', 'parts'],
  patient: ['today', 'run', 'walk', 'effort', 'pain', 'wrong', 'stop', 'progress'],
} as const

/** `narrow` is also a laptop at 400 %. */
export const sizes = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900 },
} as const
