/** One study's estimate of an effect, on the scale on which effects are pooled (ratios as natural logarithms). */
export interface StudyEffect {
  /** Name of the study; unique within one analysis. */
  readonly study: string
  readonly estimate: number
  /** Square of the standard error; above 0. */
  readonly variance: number
}
