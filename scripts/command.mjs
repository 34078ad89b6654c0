import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** Children that still run, so that a signal to this process ends them too. */
const running = new Set()

/**
 * Runs a program to its end, without standard input.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, show?: boolean, limitMinutes?: number }} options
 *   show: pass its output through as it comes; otherwise it is collected.
 * @returns {Promise<{ succeeded: boolean, output: string }>} output is empty when it was shown
 */
export function run(program, args, { cwd, env = process.env, show = false, limitMinutes = 20 }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let output = ''
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    const limit = setTimeout(() => {
      output += `\n${program} was stopped after ${limitMinutes} minutes`
      if (show) process.stderr.write(`${program} was stopped after ${limitMinutes} minutes\n`)
      child.kill('SIGKILL')
    }, limitMinutes * 60_000)
    const finish = (/** @type {boolean} */ succeeded) => {
      clearTimeout(limit)
      running.delete(child)
      resolve({ succeeded, output })
    }
    child.on('error', (error) => {
      output += error.message
      if (show) process.stderr.write(`${error.message}\n`)
      finish(false)
    })
    child.on('close', (code) => finish(code === 0))
  })
}

/** What a shell reports for a process that a signal ended: 128 + the number of the signal. */
const exitCodes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })

/** @typedef {keyof typeof exitCodes} StopSignal */

/**
 * Calls back for every wish that this process stops: Ctrl-C, a CI system that gives up, a closed terminal, or npm that was
 * ended. The last sends no signal: npm ends its shell, which does not pass it on, so only our parent changes.
 * @param {(signal: StopSignal) => void} stop
 * @returns {() => void} ends the watch
 */
export function onStop(stop) {
  const signals = /** @type {StopSignal[]} */ (Object.keys(exitCodes))
  for (const signal of signals) process.on(signal, stop)
  const parent = process.ppid
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined
  const watch = setInterval(() => {
    if (isUnderNpm && process.ppid !== parent) stop('SIGTERM')
  }, 500)
  watch.unref()
  return () => {
    clearInterval(watch)
    for (const signal of signals) process.removeListener(signal, stop)
  }
}

/**
 * Ends this process and its children when it is told to stop.
 * @returns {() => void} ends the watch
 */
export function stopWithChildren() {
  return onStop((signal) => {
    for (const child of running) child.kill('SIGTERM')
    process.exit(exitCodes[signal])
  })
}

/**
 * The environment in which tools run under the pinned Node, whatever Node started us.
 * @param {string} root @param {string} node path of the Node to use
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root, node) {
  const path = [join(node, '..'), join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  // Some tools colour a log whenever CI is set.
  const plain = process.stdout.isTTY === true || process.env['FORCE_COLOR'] !== undefined ? {} : { NO_COLOR: '1' }
  return { ...process.env, ...plain, PATH: path }
}
