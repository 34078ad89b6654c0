import type {
  IntervalMethod,
  PoolingMethod,
  PoolingOptions,
  PredictionMethod,
  PresetName,
} from '@dosis/evidence/pairwise'
import { conventionsOf, presets } from '@dosis/evidence/pairwise'
import type { ColumnRole } from '@dosis/evidence/table'
import type { ArgsDef } from 'citty'
import { BadInput } from '../bad-input.ts'
import type { Invocation } from '../command.ts'

type Flags = Invocation['flags']

export const dataFileArgument = {
  file: {
    type: 'positional',
    required: true,
    valueHint: 'FILE',
    description: 'CSV, JSON, a RevMan review (.rm5), a reference case, or - for standard input',
  },
} as const satisfies ArgsDef

export const tableArgs = {
  measure: {
    type: 'string',
    valueHint: 'SMD|MD|OR|RR|…',
    description: 'effect measure; found from the columns if left out',
  },
  columns: {
    type: 'string',
    valueHint: 'role=name,…',
    description: 'what columns hold, where their names do not say it',
  },
  outcome: { type: 'string', valueHint: 'NAME', description: 'which outcome of a RevMan review' },
} as const satisfies ArgsDef

export const poolingArgs = {
  ...tableArgs,
  preset: {
    type: 'string',
    default: 'metafor',
    valueHint: 'metafor|meta|"RevMan 5"',
    description: 'a set of conventions',
  },
  method: { type: 'string', valueHint: 'common|DL|REML|…', description: 'common effect, or estimator of tau²' },
  interval: { type: 'string', valueHint: 'normal|knapp-hartung|…', description: 'how the interval is made' },
  prediction: { type: 'string', valueHint: 'HTS|V|HK|S', description: 'kind of prediction interval' },
  level: { type: 'string', default: '95', valueHint: 'PERCENT', description: 'level of intervals' },
  control: { type: 'string', valueHint: 'NAME', description: 'the control, in a table with a row for each arm' },
  subgroup: { type: 'string', valueHint: 'COLUMN', description: 'pool by subgroup and test interaction' },
  moderators: { type: 'string', valueHint: 'COLUMN,…', description: 'meta-regression on these columns' },
} as const satisfies ArgsDef

/** The text of a flag; undefined when it was not given. */
export const textOf = (flags: Flags, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

/** The texts between commas. */
export const listOf = (flags: Flags, name: string): string[] =>
  (textOf(flags, name) ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))

const intervals: readonly IntervalMethod[] = [
  'normal',
  't',
  'knapp-hartung',
  'knapp-hartung-floor',
  'knapp-hartung-wider',
  'knapp-hartung-iqwig',
]
const predictions: readonly PredictionMethod[] = ['HTS', 'V', 'HK', 'S', 'as-interval']

/** @throws {BadInput} naming the flag and what it may be */
export function poolingOptionsOf(flags: Flags): PoolingOptions {
  const method = textOf(flags, 'method')
  const options: PoolingOptions = {
    preset: oneOf('--preset', textOf(flags, 'preset') ?? 'metafor', Object.keys(presets) as PresetName[]),
    level: levelOf(flags),
    ...(method === undefined ? {} : { method: method as PoolingMethod }),
    ...chosen('interval', textOf(flags, 'interval'), intervals),
    ...chosen('prediction', textOf(flags, 'prediction'), predictions),
  }
  try {
    conventionsOf(options)
  } catch (error) {
    if (error instanceof RangeError) throw new BadInput('--method', [{ path: '', message: error.message }])
    throw error
  }
  return options
}

function chosen<Name extends string, Value extends string>(
  name: Name,
  value: string | undefined,
  known: readonly Value[],
) {
  return value === undefined ? {} : { [name]: oneOf(`--${name}`, value, known) }
}

/** The level as a fraction. */
export function levelOf(flags: Flags): number {
  const given = textOf(flags, 'level') ?? '95'
  const percent = Number(given.replace(',', '.'))
  if (percent > 0 && percent < 100) return percent / 100
  throw new BadInput('--level', [{ path: '', message: `needs a percentage between 0 and 100, got ${given}` }])
}

export function columnsOf(flags: Flags): Partial<Record<ColumnRole, string>> {
  return Object.fromEntries(
    listOf(flags, 'columns').map((part) => {
      const [role = '', ...name] = part.split('=')
      if (name.length === 0) throw new BadInput('--columns', [{ path: part, message: 'needs role=name' }])
      return [role, name.join('=')]
    }),
  )
}

/** @throws {BadInput} naming what it may be */
export function oneOf<Value extends string>(flag: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw new BadInput(flag, [{ path: '', message: `needs one of ${known.join(', ')}, got "${value}"` }])
}
