import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { type CommandDef, defineCommand, type Resolvable, renderUsage, runCommand } from 'citty'
import { BadInput } from './bad-input.ts'
import { type CommandRun, versionOfDosis } from './command.ts'
import type { Io } from './io.ts'

/** Each command is read when it is asked for, so that a short answer does not wait for the server's code. */
const subCommands: Readonly<Record<string, () => Promise<CommandDef>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  jobs: async () => (await import('./commands/jobs.ts')).jobsCommand,
  assess: async () => (await import('./commands/assess.ts')).assessCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  progress: async () => (await import('./commands/progress.ts')).progressCommand,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  vignettes: async () => (await import('./commands/vignettes.ts')).vignettesCommand,
  pool: async () => (await import('./commands/pool.ts')).poolCommand,
  network: async () => (await import('./commands/network.ts')).networkCommand,
  reference: async () => (await import('./commands/reference.ts')).referenceCommand,
  'check-document': async () => (await import('./commands/check-document.ts')).checkDocumentCommand,
  plot: async () => (await import('./commands/plot.ts')).plotCommand,
  knowledge: async () => (await import('./commands/knowledge.ts')).knowledgeCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  user: async () => (await import('./commands/user.ts')).userCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  retention: async () => (await import('./commands/retention.ts')).retentionCommand,
  'erase-patient': async () => (await import('./commands/erase-patient.ts')).erasePatientCommand,
  'export-patient': async () => (await import('./commands/export-patient.ts')).exportPatientCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  restore: async () => (await import('./commands/restore.ts')).restoreCommand,
}

const dosis: CommandDef = defineCommand({
  meta: {
    name: 'dosis',
    version: versionOfDosis(),
    description: 'Exercise as a medicine: prescribe, deliver, account for',
  },
  subCommands,
})

/** Runs one command line and answers its exit code: 0 done or yes, 1 the answer is no, 2 bad input. */
export async function runDosis(words: readonly string[], io: Io): Promise<number> {
  if (words[0] === '--version') {
    io.out(versionOfDosis())
    return 0
  }
  const { command, parent, rest } = await findCommand(words)
  if (words.length === 0 || words.includes('--help') || words.includes('-h')) {
    const usage = await renderUsage(command, parent)
    io.out(io.colours ? usage : stripVTControlCharacters(usage))
    return 0
  }
  if (command.run === undefined) {
    const [word] = rest
    io.err(
      word === undefined
        ? 'dosis: needs a command; see dosis --help'
        : `dosis: no command named "${word}"; see dosis --help`,
    )
    return 2
  }
  const run: CommandRun = { exitCode: 0, io }
  try {
    await runCommand(command, { rawArgs: [...rest], data: run })
    return run.exitCode
  } catch (error) {
    if (error instanceof BadInput) {
      for (const line of error.lines) io.err(line)
      return 2
    }
    // citty says what argument is missing in one line.
    if (error instanceof Error && error.name === 'CLIError') {
      io.err(`dosis: ${stripVTControlCharacters(error.message).replaceAll('\n', ' ')}; see dosis --help`)
      return 2
    }
    throw error
  }
}

interface Found {
  readonly command: CommandDef
  readonly parent: CommandDef | undefined
  readonly rest: readonly string[]
}

/** Goes down the commands as far as the words name them; citty hands nothing down to a command below another. */
async function findCommand(words: readonly string[], command: CommandDef = dosis, parent?: CommandDef): Promise<Found> {
  const [word, ...rest] = words
  const below = new Map(Object.entries((command.subCommands ?? {}) as Readonly<Record<string, Resolvable<CommandDef>>>))
  const next = word === undefined ? undefined : below.get(word)
  if (next === undefined) return { command, parent, rest: words }
  return findCommand(rest, await (typeof next === 'function' ? next() : next), command)
}

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  process.exitCode = await runDosis(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    readStandardInput: () => readFileSync(0, 'utf8'),
    colours: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  })
}
