/** What a patient does during one step of a session. */
export type PhaseName =
  | 'run'
  | 'walk'
  | 'effort'
  | 'recover'
  | 'down'
  | 'up'
  | 'hold'
  | 'rest'
  | 'move'
  | 'repetitions'
  | 'impacts'
