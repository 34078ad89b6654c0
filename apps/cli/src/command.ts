import { readFileSync } from 'node:fs'
import type { Language } from '@dosis/domain'
import { type ArgsDef, type CommandDef, defineCommand } from 'citty'
import { BadInput } from './bad-input.ts'
import type { Io, Style } from './io.ts'

const sharedArgs = {
  json: { type: 'boolean', description: 'print JSON for programs' },
  lang: { type: 'string', default: 'en', valueHint: 'nl|en', description: 'language of the answer' },
} as const satisfies ArgsDef

/** What a command gets: its positional arguments by name, its flags, and where to read and write. */
export interface Invocation {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly io: Io
  readonly style: Style
}

export interface CommandRun {
  exitCode: number
  readonly io: Io
}

/** Describes one command; `run` answers the exit code: 0 yes or done, 1 the answer is no. */
export function command(
  name: string,
  description: string,
  args: ArgsDef,
  run: (invocation: Invocation) => number | Promise<number>,
): CommandDef {
  const all: ArgsDef = { ...args, ...sharedArgs }
  return defineCommand({
    meta: { name, description },
    args: all,
    run: async ({ args: given, data, rawArgs }) => {
      const { io } = data as CommandRun
      refuseUnknown(name, all, given, rawArgs)
      const style: Style = { json: given.json === true, language: languageOf(given.lang), colours: io.colours }
      const flags = given as unknown as Readonly<Record<string, string | boolean | undefined>>
      ;(data as CommandRun).exitCode = await run({ flags, io, style })
    },
  })
}

function languageOf(text: unknown): Language {
  if (text === 'nl' || text === 'en') return text
  throw new BadInput('--lang', [{ path: '', message: `needs nl or en, got ${String(text)}` }])
}

function refuseUnknown(
  name: string,
  known: ArgsDef,
  given: { readonly _: string[]; readonly [key: string]: unknown },
  rawArgs: readonly string[],
): void {
  const names = new Set(
    Object.entries(known).flatMap(([key, one]) => {
      const aliases = 'alias' in one && typeof one.alias === 'string' ? [`-${one.alias}`] : []
      return one.type === 'boolean' ? [`--${key}`, `--no-${key}`, ...aliases] : [`--${key}`, ...aliases]
    }),
  )
  const unknown = rawArgs
    .filter((word) => word.startsWith('-') && word.length > 1 && word !== '--')
    .map((word) => word.split('=')[0] ?? '')
    .filter((flag) => !names.has(flag))
  if (unknown.length > 0) {
    throw new BadInput(
      `dosis ${name}`,
      unknown.map((flag) => ({ path: flag, message: 'no such flag; see --help' })),
    )
  }
  const empty = Object.entries(known).filter(([key, { type }]) => type === 'string' && given[key] === '')
  if (empty.length > 0) {
    throw new BadInput(
      `dosis ${name}`,
      empty.map(([key, { valueHint = 'VALUE' }]) => ({
        path: `--${key}`,
        message: `needs a value: --${key} ${valueHint}`,
      })),
    )
  }
  const positional = Object.values(known).filter(({ type }) => type === 'positional').length
  const extra = given._.slice(positional)
  if (extra.length > 0) {
    throw new BadInput(
      `dosis ${name}`,
      extra.map((word) => ({ path: word, message: 'is one argument too many; see --help' })),
    )
  }
}

/** The version of the package, as `dosis --version` prints it. */
export function versionOfDosis(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return String((JSON.parse(text) as { version: string }).version)
}

export const fileArgument = {
  file: { type: 'positional', required: true, valueHint: 'FILE', description: 'JSON file, or - for standard input' },
} as const satisfies ArgsDef
