import { readFileSync } from 'node:fs'
import type { Problem } from '@dosis/domain'
import { parseWith } from '@dosis/domain/schemas'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { BadInput } from './bad-input.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug'] as const
// The message is without what was given: it may hold a password.
const address = z
  .string()
  .regex(
    /^postgres(ql)?:\/\//,
    'needs the address of a PostgreSQL database, such as postgres://user@localhost:5432/dosis',
  )
const port = z
  .union([z.number(), z.string()])
  .refine((value) => value !== '' && isPort(Number(value)), {
    error: ({ input }) => `needs a port from 0 to 65535, got ${String(input)}`,
  })
  .transform(Number)
const yesOrNo = z.union([z.boolean(), z.literal(['true', 'false']).transform((text) => text === 'true')], {
  error: 'needs true or false',
})

/** A number of a unit; days and hours of the organisation have no other bounds. */
const above = (least: number, unit: string) =>
  z
    .union([z.number(), z.string()])
    .refine((value) => value !== '' && Number.isFinite(Number(value)) && Number(value) > least, {
      error: ({ input }) => `needs a number of ${unit} above ${least}, got ${String(input)}`,
    })
    .transform(Number)

/** What may be set, under one name in flags, environment and file. */
export const startSchema = z.strictObject({
  port: port.default(8080),
  host: z.string().min(1).default('127.0.0.1'),
  data: z.string().min(1).default('.dosis/data'),
  database: address.exactOptional(),
  appDatabase: address.exactOptional(),
  demo: yesOrNo.default(false),
  https: yesOrNo.default(false),
  practicePhone: z.string().min(1).exactOptional(),
  timeZone: z
    .string()
    .refine((zone) => isTimeZone(zone), 'needs a time zone such as Europe/Amsterdam')
    .default('Europe/Amsterdam'),
  log: z.literal(logLevels, { error: `needs one of ${logLevels.join(', ')}` }).default('warn'),
  metricsPort: port.exactOptional(),
  accountKey: z.string().min(1).exactOptional(),
  jobs: yesOrNo.default(true),
  jobsEvery: above(0, 'seconds').default(30),
  escalateAfter: above(0, 'hours').default(4),
  remindAfter: above(0, 'days').default(7),
})
export type StartSettings = z.infer<typeof startSchema>
export type SettingName = keyof StartSettings

/** Where a setting came from: the later in this list goes before the earlier. */
export type SettingOrigin = 'default' | 'file' | 'environment' | 'flag'
const names = Object.keys(startSchema.shape) as readonly SettingName[]

interface Given {
  readonly flags: Readonly<Partial<Record<string, string | boolean | undefined>>>
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * The settings of a server: a flag goes before the environment, that before the file, and that before the default.
 * @throws {BadInput} a value cannot be used, the file has a key that nobody knows, or it cannot be read
 */
export function startSettings({ flags, environment }: Given): {
  readonly settings: StartSettings
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>
} {
  const file = flags['config'] ?? environment['DOSIS_CONFIG']
  const layers = {
    file: typeof file === 'string' ? readFile(file) : {},
    environment: ofEnvironment(environment),
    flag: ofFlags(flags),
  }
  for (const [origin, layer] of Object.entries(layers)) refuseBad(layer, whereOf(origin, String(file)))
  const { settings, origins } = merged(layers)
  if (settings['appDatabase'] !== undefined && settings['database'] === undefined) {
    const [place, path] = whereOf(origins.appDatabase, String(file))('appDatabase')
    throw new BadInput(place, [{ path, message: 'needs the database of the owner as well, under database' }])
  }
  return { settings: startSchema.parse(settings), origins }
}

const inOrder = ['default', 'file', 'environment', 'flag'] as const satisfies readonly SettingOrigin[]

function merged(layers: Readonly<Record<Exclude<SettingOrigin, 'default'>, Layer>>) {
  const origins = Object.fromEntries(names.map((name) => [name, 'default'])) as Record<SettingName, SettingOrigin>
  const settings: Record<string, unknown> = {}
  for (const origin of ['file', 'environment', 'flag'] as const)
    for (const [name, value] of Object.entries(layers[origin])) {
      settings[name] = value
      origins[name as SettingName] = origin
    }
  // A folder that is named closer by goes before a database that is set farther away.
  if (inOrder.indexOf(origins.data) > inOrder.indexOf(origins.database)) {
    delete settings['database']
    delete settings['appDatabase']
  }
  return { settings, origins }
}

type Layer = Readonly<Record<string, unknown>>

function refuseBad(layer: Layer, where: (name: string) => [place: string, path: string]): void {
  const parsed = parseWith(startSchema, layer)
  if (parsed.ok) return
  const [first] = parsed.problems
  const [place] = where(first?.path ?? '')
  throw new BadInput(
    place,
    parsed.problems.map(({ path, message }): Problem => ({ path: where(path)[1], message })),
  )
}

/** Names a setting as the reader wrote it: `--metrics-port`, `DOSIS_METRICS_PORT`, or the key in the file. */
function whereOf(origin: string, file: string) {
  return (name: string): [string, string] => {
    if (origin === 'file') return [file, name]
    return [origin === 'flag' ? flagOf(name) : variableOf(name), '']
  }
}

export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

export function variableOf(name: string): string {
  return `DOSIS_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

function ofFlags(flags: Given['flags']): Layer {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = flags[flagOf(name).slice(2)]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** `PORT` is what many places that run servers set. An empty variable counts as none. */
function ofEnvironment(environment: Given['environment']): Layer {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[variableOf(name)] || (name === 'port' ? environment['PORT'] : undefined)
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
}

function readFile(file: string): Layer {
  const refuse = (message: string) => new BadInput(file, [{ path: '', message }])
  try {
    const value: unknown = parseYaml(readFileSync(file, 'utf8')) ?? {}
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Layer
  } catch (error) {
    if (error instanceof YAMLParseError) throw refuse(error.message.split('\n')[0] ?? 'is no YAML')
    if (error instanceof Error && 'code' in error) throw refuse(`cannot be read (${String(error.code)})`)
    throw error
  }
  throw refuse('needs settings, one a line, such as "port: 8080"')
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
