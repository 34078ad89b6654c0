const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Says what is going on while something slow happens: a clock on a terminal, a line every ten seconds in a log.
 * @template T
 * @param {string} title such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work returned; its error passes through
 */
export async function withProgress(title, work) {
  const started = performance.now()
  const onTerminal = process.stdout.isTTY === true
  const tick = () =>
    process.stdout.write(onTerminal ? `\r  ${title} … ${seconds(started)}` : `  ${title} … ${seconds(started)}\n`)
  process.stdout.write(onTerminal ? `  ${title} …` : `  ${title} …\n`)
  const timer = setInterval(tick, onTerminal ? 500 : 10_000)
  const close = (/** @type {string} */ mark) => {
    clearInterval(timer)
    process.stdout.write(`${onTerminal ? '\r' : ''}${mark} ${title}: ${seconds(started)}${onTerminal ? '     ' : ''}\n`)
  }
  try {
    const result = await work()
    close('✓')
    return result
  } catch (error) {
    close('✗')
    throw error
  }
}

/** A problem whose message is all that a person needs; the scripts print it without a stack. */
export class SetupProblem extends Error {}
