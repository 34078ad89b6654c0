import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { BarrierParts } from '../embedded/durable-file-system.ts'
import type { CutModel } from './disk-image.ts'
import { createRandom, type Random } from './random.ts'
import { copyTemplate, makeScratchFolder } from './template.ts'
import type { Acknowledgement, VictimOrder, VictimReport } from './victim.ts'

export type FaultOptions = {
  readonly faults: number
  readonly seed: number
  readonly parts?: BarrierParts
  /** Starts without a database, so that the first faults strike while it is being made. */
  readonly startsEmpty?: boolean
}

/** What a run of faults found; `lost` and `refused` must be empty. */
export type FaultResult = {
  /** Faults that really struck; during opening, and while writing. */
  readonly whileOpening: number
  readonly whileWriting: number
  readonly acknowledged: number
  readonly lost: readonly string[]
  /** Why a store could not be opened after a fault. */
  readonly refused: readonly string[]
  readonly longestOpenMilliseconds: number
}

type Step = {
  readonly acknowledged: readonly Acknowledgement[]
  readonly lost: readonly string[]
  readonly openMilliseconds: number | undefined
  readonly wasCut: boolean
  readonly errors: string
}

const victim = fileURLToPath(new URL('./victim.ts', import.meta.url))
/**
 * A process that lives for a second or two spends half of it on making the database's WebAssembly faster; without that
 * it does the same, and is struck as often in half the time.
 */
export const shortLived: readonly string[] = ['--liftoff-only']
/** A victim that neither opens nor dies is a failure of the harness. */
const stepLimitMilliseconds = 300_000
/** About so many changes and syncs happen while a store is opened after a cut. */
const operationsToOpen = 2_200
/** More than all changes and syncs that make a database and its schema; a later cut strikes while writing. */
const operationsToCreate = 4_600
/** About as many as 150 acknowledged groups need. */
const operationsToWrite = 500

/** Kills a writing process again and again; each next one must find everything that was acknowledged. */
export async function killRepeatedly(options: FaultOptions): Promise<FaultResult> {
  return runChain(options, async (chain, random) => {
    const order = chain.order(random)
    const isEarly = random.next() < 0.2
    const delay = isEarly ? random.between(50, 700) : random.between(20, 300)
    return chain.run(order, { killAfter: { milliseconds: delay, from: isEarly ? 'start' : 'open' } })
  })
}

/** Cuts the power of a simulated disk again and again; each next process opens what the disk still holds. */
export async function cutPowerRepeatedly(
  options: FaultOptions,
  models: readonly CutModel[] = ['drop', 'scatter'],
): Promise<FaultResult> {
  return runChain(options, async (chain, random) => {
    const isEarly = random.next() < 0.25
    const target = chain.nextDisk()
    const step = await chain.run({
      ...chain.order(random),
      power: {
        model: models[random.between(0, models.length - 1)] ?? 'drop',
        operation: random.between(1, isEarly ? operationsToOpen : operationsToWrite),
        countFrom: isEarly ? 'start' : 'open',
        target,
      },
    })
    if (step.wasCut) chain.moveTo(target)
    return step
  })
}

/** Cuts the power while the database is being made; the next process makes it again, or finds it whole. */
export async function cutPowerDuringCreation(options: FaultOptions): Promise<FaultResult> {
  return runChain({ ...options, startsEmpty: true }, async (chain, random) => {
    chain.startFresh()
    const target = chain.nextDisk()
    const order = chain.order(random)
    const model = random.next() < 0.5 ? 'drop' : 'scatter'
    const operation = random.between(1, operationsToCreate)
    const cut = await chain.run({ ...order, power: { model, operation, countFrom: 'start', target } })
    if (!cut.wasCut) return cut
    chain.moveTo(target)
    const next = await chain.run({ ...chain.order(random), onlyCheck: true })
    const hasOpened = next.openMilliseconds !== undefined
    return { ...cut, wasCut: hasOpened, lost: [...cut.lost, ...next.lost], errors: cut.errors + next.errors }
  })
}

/** Kills a process, lets the next one write over what only the page cache holds, then cuts the power. */
export async function killThenCutPower(options: FaultOptions): Promise<FaultResult> {
  return runChain(options, async (chain, random) => {
    const durable = chain.nextDisk()
    // The first process dies at the same moment as its power would, but the page cache survives in `folder`.
    const killed = await chain.run({
      ...chain.order(random),
      power: { model: 'drop', operation: random.between(1, operationsToWrite), countFrom: 'open', target: durable },
    })
    if (!killed.wasCut) return killed
    const target = chain.nextDisk()
    const cut = await chain.run({
      ...chain.order(random),
      power: { model: 'drop', operation: random.between(1, operationsToWrite), countFrom: 'open', target, durable },
    })
    if (cut.wasCut) chain.moveTo(target)
    return {
      ...cut,
      acknowledged: [...killed.acknowledged, ...cut.acknowledged],
      lost: [...killed.lost, ...cut.lost],
      errors: killed.errors + cut.errors,
    }
  })
}

type Chain = {
  readonly order: (random: Random) => VictimOrder
  readonly nextDisk: () => string
  readonly moveTo: (disk: string) => void
  /** Goes on with an empty disk. */
  readonly startFresh: () => void
  readonly run: (order: VictimOrder, kill?: Kill) => Promise<Step>
}

type Kill = { readonly killAfter: { readonly milliseconds: number; readonly from: 'start' | 'open' } }

async function runChain(
  { faults, seed, parts, startsEmpty }: FaultOptions,
  strike: (chain: Chain, random: Random) => Promise<Step>,
): Promise<FaultResult> {
  const base = makeScratchFolder()
  const random = createRandom(seed)
  const acknowledged: Acknowledgement[] = []
  const acknowledgedFile = path.join(base, 'acknowledged.json')
  let acknowledgedCount = 0
  let diskCount = 0
  let root = path.join(base, 'disk-0')
  const chain: Chain = {
    order: () => ({
      root,
      seed: random.between(1, 2 ** 31),
      acknowledged: acknowledgedFile,
      ...(parts && { parts }),
    }),
    nextDisk: () => {
      diskCount += 1
      return path.join(base, `disk-${diskCount}`)
    },
    moveTo: (next) => {
      fs.rmSync(root, { recursive: true, force: true })
      root = next
    },
    startFresh: () => {
      acknowledged.length = 0
      const next = chain.nextDisk()
      fs.mkdirSync(next)
      chain.moveTo(next)
    },
    run: async (order, kill) => {
      fs.writeFileSync(acknowledgedFile, JSON.stringify(acknowledged))
      const step = await runVictim(order, kill)
      acknowledged.push(...step.acknowledged)
      acknowledgedCount += step.acknowledged.length
      return step
    },
  }
  const counts = { whileOpening: 0, whileWriting: 0 }
  const lost: string[] = []
  const refused: string[] = []
  let longestOpenMilliseconds = 0
  const note = (step: Step): void => {
    lost.push(...step.lost)
    longestOpenMilliseconds = Math.max(longestOpenMilliseconds, step.openMilliseconds ?? 0)
  }
  try {
    fs.mkdirSync(root)
    if (startsEmpty !== true) await copyTemplate(path.join(root, 'data'))
    for (let fault = 0; fault < faults && refused.length === 0; fault += 1) {
      const step = await strike(chain, random)
      note(step)
      if (!step.wasCut) refused.push(step.errors)
      else if (step.openMilliseconds === undefined) counts.whileOpening += 1
      else counts.whileWriting += 1
    }
    if (refused.length === 0) {
      const last = await chain.run({ ...chain.order(random), onlyCheck: true })
      note(last)
      if (last.openMilliseconds === undefined || last.errors !== '') refused.push(last.errors)
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true })
  }
  return { ...counts, acknowledged: acknowledgedCount, lost, refused, longestOpenMilliseconds }
}

function runVictim(order: VictimOrder, kill?: Kill): Promise<Step> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...shortLived, victim, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const acknowledged: Acknowledgement[] = []
    const lost: string[] = []
    let openMilliseconds: number | undefined
    let wasCut = false
    let errors = ''
    const strike = (): void => {
      wasCut = child.kill('SIGKILL') || wasCut
    }
    const limit = setTimeout(() => {
      errors += `neither ready nor dead after ${stepLimitMilliseconds} ms`
      child.kill('SIGKILL')
    }, stepLimitMilliseconds)
    if (kill?.killAfter.from === 'start') setTimeout(strike, kill.killAfter.milliseconds)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report = parseReport(line)
      if (report === undefined) return
      if ('acknowledged' in report) acknowledged.push(report.acknowledged)
      if ('lost' in report) lost.push(...report.lost)
      if ('cutAt' in report) wasCut = true
      if ('opened' in report) {
        openMilliseconds = report.opened.milliseconds
        if (kill?.killAfter.from === 'open') setTimeout(strike, kill.killAfter.milliseconds)
      }
    })
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(limit)
      resolve({ acknowledged, lost, openMilliseconds, wasCut, errors })
    })
  })
}

/** The last line of a killed process may be cut short; it then reports nothing. */
function parseReport(line: string): VictimReport | undefined {
  if (!line.endsWith('}')) return undefined
  try {
    return JSON.parse(line) as VictimReport
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
