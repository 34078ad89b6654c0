/** Milliseconds of one call, as it is in a program that goes on: the code is warm, which the byte code of R always is. */
export interface CallTime {
  /** Median of several series. */
  readonly median: number
  /** The first call of all in this process, before the engine of JavaScript has seen the code. */
  readonly first: number
}

/** How long a call is repeated before anything is measured, and then in how many series. */
export interface Effort {
  readonly warmMilliseconds: number
  readonly series: number
}

const thorough: Effort = { warmMilliseconds: 300, series: 15 }
const seriesMilliseconds = 20

/** Times a call: after a warm-up, the median over series of calls. */
export function timeOf(call: () => unknown, { warmMilliseconds, series }: Effort = thorough): CallTime {
  const first = elapsed(call)
  let calls = 0
  const start = performance.now()
  do {
    call()
    calls++
  } while (performance.now() - start < warmMilliseconds)
  const once = (performance.now() - start) / calls
  const inner = Math.max(1, Math.round(seriesMilliseconds / once))
  // A loop that keeps no result, as R's does not.
  const many = (): void => {
    for (let at = 0; at < inner; at++) call()
  }
  const times = Array.from({ length: series }, () => elapsed(many) / inner)
  return { median: times.toSorted((a, b) => a - b)[series >> 1] ?? Number.NaN, first }
}

function elapsed(call: () => unknown): number {
  const start = performance.now()
  call()
  return performance.now() - start
}
