/** A line through weeks: one value per week, `null` where nothing was measured. */
export interface WeekSeries {
  name: string
  /**
   * `planned`: an outlined bar; `done`: a filled bar; `before`: open dots on a thin line; `line`: filled dots on a
   * line. Form tells them apart, never colour alone.
   */
  kind: 'planned' | 'done' | 'before' | 'line'
  values: readonly (number | null)[]
}

/** One strip of a timeline: its series share a unit and an axis. */
export interface WeekStrip {
  title: string
  unit?: string | undefined
  series: readonly WeekSeries[]
  /** Ends of the axis; from zero to the largest value without them. */
  from?: number | undefined
  to?: number | undefined
  /** A named level to read against: a limit of pain, an agreed effort. */
  reference?: { value: number; label: string } | undefined
}

/** Something that happened, set on the same axis of weeks. `week` counts from 0, as the series do. */
export interface WeekEvent {
  week: number
  label: string
  severe?: boolean | undefined
}

/** Ends of the vertical axis of a strip. */
export function axisOf({ from = 0, to, series, reference }: WeekStrip): { from: number; to: number } {
  const values = series.flatMap((each) => each.values.filter((value) => value !== null))
  const top = to ?? Math.max(from + 1, ...values, reference?.value ?? from)
  return { from, to: top }
}

/** Runs of consecutive measured weeks: a line is drawn through each run and never across a gap. */
export function runsOf(values: readonly (number | null)[]): { week: number; value: number }[][] {
  const runs: { week: number; value: number }[][] = []
  values.forEach((value, week) => {
    if (value === null) return
    const run = runs.at(-1)
    if (run && run.at(-1)?.week === week - 1) run.push({ week, value })
    else runs.push([{ week, value }])
  })
  return runs
}
