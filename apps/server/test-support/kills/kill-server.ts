import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RouteName, RequestRefused } from '@dosis/api'
import { pino } from 'pino'
import type { FaultOptions, FaultResult } from '../../src/db/faults/harness.ts'
import { createRandom, type Random } from '../../src/db/faults/random.ts'
import { makeScratchFolder } from '../../src/db/faults/template.ts'
import { openDatabase } from '../../src/db/index.ts'
import { Actor, type Run } from './actor.ts'
import { type Item, itemsOf } from './evidence.ts'
import { Gate, Over } from './gate.ts'
import { findHalves } from './halves.ts'
import type { Ledger } from './ledger.ts'
import { account, copyPractice, dosisStart } from './practice.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { Treatment } from './treatment.ts'

export interface ServerKillOptions extends Pick<FaultOptions, 'faults' | 'seed'> {
  /** What to start in place of `dosis start`: a server with a fault built in. */
  readonly command?: readonly string[]
}

export interface ServerKillResult extends FaultResult {
  /** Acknowledged writes by route. */
  readonly byRoute: Readonly<Partial<Record<RouteName, number>>>
  /** Writes that a kill left without an answer: those that had been stored, and those that had not. */
  readonly unanswered: { readonly done: number; readonly notDone: number }
  /** Writes that were sent again although they had been answered. */
  readonly repeated: number
}

/** Each with a patient at a time, and the phone of that patient: six writes at once. */
const therapists = 3
const killsWhileOpening = 0.2
/** The kill comes so long after so many answers: counted, because a busy machine answers less in the same time. */
const answersBefore = [0, 22] as const
const millisecondsAfter = [0, 50] as const
const answersLimitMilliseconds = 120_000
const expectedStartMilliseconds = 1000

/**
 * Kills a server that several therapists and phones write to over HTTP, again and again. After each kill the next server
 * must show everything that was acknowledged, once and unchanged; then everybody sends what was not answered again.
 */
export async function killServerRepeatedly({
  faults,
  seed,
  command = dosisStart,
}: ServerKillOptions): Promise<ServerKillResult> {
  const base = makeScratchFolder()
  const random = createRandom(seed)
  const run: Run = { gate: new Gate(), acknowledged: new Map(), ledgers: [], repeated: 0, problems: [] }
  const refused: string[] = []
  const counts = { whileOpening: 0, whileWriting: 0 }
  const unanswered = { done: 0, notDone: 0 }
  let starts: readonly number[] = []
  try {
    const data = await copyPractice(base)
    const start = () => startServerProcess([...command, '--data', data])
    const openIn = async (server: ServerProcess): Promise<string | undefined> => {
      const started = performance.now()
      const address = await server.ready
      if (address === undefined) refused.push(await server.gone)
      else starts = [...starts, performance.now() - started]
      return address
    }
    const inspector = new Inspector(run, random)
    const check = async (address: string, ledgers: readonly Ledger[]): Promise<void> => {
      const { done, notDone } = await inspector.check(address, ledgers)
      unanswered.done += done
      unanswered.notDone += notDone
    }
    const isSound = () => run.problems.length + refused.length === 0
    const people = startPeople(run, seed)

    for (let fault = 0; fault < faults && isSound(); fault += 1) {
      const server = start()
      if (random.next() < killsWhileOpening) {
        await sleep(random.next() * (starts.at(-1) ?? expectedStartMilliseconds))
        counts.whileOpening += strike(server)
        await server.gone
        continue
      }
      const address = await openIn(server)
      if (address === undefined) break
      await check(
        address,
        run.ledgers.filter(({ isTouched }) => isTouched),
      )
      run.gate.open(address)
      await untilAnswered(run, random.between(...answersBefore))
      await sleep(random.between(...millisecondsAfter))
      counts.whileWriting += strike(server)
      run.gate.close()
      const errors = await server.gone
      if (errors !== '') run.problems.push(`the server said: ${errors}`)
      await run.gate.untilQuiet()
    }

    if (isSound()) await closeDown(start(), run, { openIn, check, people })
    run.gate.end()
    await people
    if (isSound()) run.problems.push(...(await inspectStore(data)))
  } finally {
    fs.rmSync(base, { recursive: true, force: true })
  }
  return {
    ...counts,
    acknowledged: acknowledgedIn(run),
    byRoute: Object.fromEntries(run.acknowledged),
    unanswered,
    repeated: run.repeated,
    lost: run.problems,
    refused,
    longestOpenMilliseconds: Math.max(0, ...starts),
  }
}

/** @returns how many writes were acknowledged so far */
export function acknowledgedIn({ acknowledged }: Run): number {
  return [...acknowledged.values()].reduce((sum, count) => sum + count, 0)
}

/** Waits until so many more writes were acknowledged. */
export async function untilAnswered(run: Run, count: number): Promise<void> {
  const target = acknowledgedIn(run) + count
  const limit = performance.now() + answersLimitMilliseconds
  while (acknowledgedIn(run) < target && run.problems.length === 0) {
    if (performance.now() > limit) run.problems.push(`no ${count} answers in ${answersLimitMilliseconds} ms`)
    await sleep(1)
  }
}

/** @returns 1 when the server was still there to be killed */
function strike(server: ServerProcess): number {
  return server.kill('SIGKILL') ? 1 : 0
}

/** After the last kill: everybody gets an answer to what he sent, everything is read once more, and the server stops. */
async function closeDown(
  server: ServerProcess,
  run: Run,
  {
    openIn,
    check,
    people,
  }: {
    openIn: (server: ServerProcess) => Promise<string | undefined>
    check: (address: string, ledgers: readonly Ledger[]) => Promise<void>
    people: Promise<void>
  },
): Promise<void> {
  const address = await openIn(server)
  if (address === undefined) return
  await check(
    address,
    run.ledgers.filter(({ isTouched }) => isTouched),
  )
  run.gate.takeNothingNew()
  run.gate.open(address)
  await people
  await check(address, run.ledgers)
  server.kill('SIGTERM')
  const errors = await server.gone
  if (errors !== '') run.problems.push(`the server said: ${errors}`)
}

async function inspectStore(data: string): Promise<readonly string[]> {
  const store = await openDatabase({ data, now: () => new Date(), log: pino({ level: 'silent' }) })
  try {
    return await findHalves(store.db)
  } finally {
    await store.close()
  }
}

/** Therapists who treat one patient after another until the run is over. */
export async function startPeople(run: Run, seed: number): Promise<void> {
  const work = async (number: number, random: Random): Promise<void> => {
    const therapist = new Actor(run, random)
    const { login, password } = account
    await therapist.write(null, 'signIn', { body: { login, password } })
    for (let count = 1; ; count += 1) {
      await new Treatment(run, therapist, random, `p${number}-${count}`).carryOut()
    }
  }
  await Promise.all(
    Array.from({ length: therapists }, (_, index) =>
      work(index + 1, createRandom(seed * therapists + index)).catch((error: unknown) => {
        if (!(error instanceof Over)) run.problems.push(toProblem(error))
      }),
    ),
  )
}

function toProblem(error: unknown): string {
  if (!(error instanceof RequestRefused)) return String(error)
  const { status, title, problems } = error.details
  return `refused with ${status}: ${title} ${JSON.stringify(problems)}`
}

/** Reads records while nobody writes. */
export class Inspector {
  readonly #run: Run
  readonly #gate = new Gate()
  readonly #reader: Actor
  #hasSignedIn = false

  constructor(run: Run, random: Random) {
    this.#run = run
    this.#reader = new Actor({ ...run, gate: this.#gate, acknowledged: new Map() }, random)
  }

  async check(
    address: string | readonly string[],
    ledgers: readonly Ledger[],
  ): Promise<{ done: number; notDone: number }> {
    this.#gate.open(...[address].flat())
    const counts = { done: 0, notDone: 0 }
    try {
      if (!(await this.#isStillSignedIn())) await this.#signIn()
      for (const ledger of ledgers) {
        const { problems, done, notDone } = ledger.check(await this.#itemsOf(ledger))
        this.#run.problems.push(...problems)
        counts.done += done
        counts.notDone += notDone
      }
    } catch (error) {
      this.#run.problems.push(toProblem(error))
    }
    return counts
  }

  /** A sign-in is a write like any other: who was signed in before the kill still is. */
  async #isStillSignedIn(): Promise<boolean> {
    if (!this.#hasSignedIn) return false
    try {
      await this.#reader.read('whoAmI', {})
      return true
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error
      this.#run.problems.push('a session is gone')
      return false
    }
  }

  async #signIn(): Promise<void> {
    const { login, password } = account
    await this.#reader.write(null, 'signIn', { body: { login, password } })
    this.#hasSignedIn = true
  }

  async #itemsOf({ patientId }: Ledger): Promise<readonly Item[]> {
    try {
      return itemsOf(await this.#reader.read('patient', { params: { patientId } }))
    } catch (error) {
      if (error instanceof RequestRefused && error.details.status === 404) return []
      throw error
    }
  }
}
