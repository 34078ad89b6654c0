import { readFileSync } from 'node:fs'
import { type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import { BadInput } from './bad-input.ts'
import { type CommandRun, versionOfDosis } from './command.ts'
import { assessCommand } from './commands/assess.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { knowledgeCommand } from './commands/knowledge.ts'
import { planCommand } from './commands/plan.ts'
import { progressCommand } from './commands/progress.ts'
import { replayCommand } from './commands/replay.ts'
import { startCommand } from './commands/start.ts'
import { vignettesCommand } from './commands/vignettes.ts'
import type { Io } from './io.ts'

const subCommands: Readonly<Record<string, CommandDef>> = {
  start: startCommand,
  assess: assessCommand,
  plan: planCommand,
  progress: progressCommand,
  evaluate: evaluateCommand,
  vignettes: vignettesCommand,
  knowledge: knowledgeCommand,
  replay: replayCommand,
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
  if (words.length === 0 || words.includes('--help') || words.includes('-h')) {
    io.out(await usageOf(words))
    return 0
  }
  if (words[0] === '--version') {
    io.out(versionOfDosis())
    return 0
  }
  const run: CommandRun = { exitCode: 0, io }
  try {
    await runCommand(dosis, { rawArgs: [...words], data: run })
    return run.exitCode
  } catch (error) {
    if (error instanceof BadInput) {
      for (const line of error.lines) io.err(line)
      return 2
    }
    // citty says a missing argument or an unknown command in one line.
    if (error instanceof Error && error.name === 'CLIError') {
      io.err(`dosis: ${error.message.replaceAll('\n', ' ')}. See dosis --help`)
      return 2
    }
    throw error
  }
}

async function usageOf(words: readonly string[]): Promise<string> {
  const named = words.filter((word) => !word.startsWith('-'))
  let parent: CommandDef | undefined
  let command = dosis
  for (const name of named) {
    const nested = (command.subCommands ?? {}) as Readonly<Record<string, CommandDef>>
    const next = nested[name]
    if (next === undefined) break
    parent = command
    command = next
  }
  return renderUsage(command, parent)
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
    colours: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  })
}
