import type { FormInput, Instrument, InstrumentForm, PointBand, QuantityInput, ScoreReference } from '@dosis/domain'
import type { Found } from './finding.ts'

interface Fault {
  readonly kind: 'unknown-id' | 'gap' | 'overlap'
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Finds names of inputs that are not there, points that do not cover a range, and tables of percentiles with gaps. */
export function faultsOfForm({ id, form }: Instrument, instruments: Readonly<Record<string, Instrument>>): Found[] {
  if (form === undefined) return []
  const faults = [
    ...unknownNames(form),
    ...form.inputs.flatMap((input, index) => faultsOfPoints(form, input).map(at(['inputs', index]))),
    ...(form.references ?? []).flatMap((each, index) => faultsOfReference(form, each).map(at(['references', index]))),
    ...(form.otherScale === undefined || Object.hasOwn(instruments, form.otherScale.instrument)
      ? []
      : [
          {
            kind: 'unknown-id' as const,
            path: ['otherScale'],
            message: `no instrument named "${form.otherScale.instrument}"`,
          },
        ]),
  ]
  return faults.map(
    ({ kind, path, message }): Found => ({ kind, in: { kind: 'instruments', id }, path: ['form', ...path], message }),
  )
}

function at(path: readonly PropertyKey[]): (fault: Fault) => Fault {
  return (fault) => ({ ...fault, path: [...path, ...fault.path] })
}

function unknownNames({ inputs, score, parts = [] }: InstrumentForm): Fault[] {
  const ids = inputs.map(({ id }) => id)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  const named =
    score.method === 'highest'
      ? score.of
      : score.method === 'value'
        ? [score.of]
        : score.method === 'speed'
          ? [score.metres, score.seconds]
          : []
  const partIds = parts.map(({ id }) => id)
  const ofParts = inputs.flatMap((input) => (input.kind === 'quantity' && input.part !== undefined ? [input.part] : []))
  return [
    ...twice.map((id) => ({ kind: 'overlap' as const, path: ['inputs'], message: `"${id}" is there twice` })),
    ...named
      .filter((id) => !ids.includes(id))
      .map((id) => ({ kind: 'unknown-id' as const, path: ['score'], message: `no input named "${id}"` })),
    ...ofParts
      .filter((part) => !partIds.includes(part))
      .map((part) => ({ kind: 'unknown-id' as const, path: ['parts'], message: `no part named "${part}"` })),
  ]
}

function faultsOfPoints({ inputs }: InstrumentForm, input: FormInput): Fault[] {
  if (input.kind !== 'quantity' || input.points === undefined) return []
  const { points } = input
  if (!('by' in points)) return faultsOfBands(input, points, ['points'])
  const choice = inputs.find(({ id }) => id === points.by)
  if (choice?.kind !== 'choice')
    return [{ kind: 'unknown-id', path: ['points', 'by'], message: `no choice named "${points.by}"` }]
  const without = choice.options.filter(({ code }) => !Object.hasOwn(points.tables, code))
  return [
    ...without.map(({ code }) => ({
      kind: 'gap' as const,
      path: ['points', 'tables'],
      message: `has no points for "${code}"`,
    })),
    ...Object.entries(points.tables).flatMap(([code, bands]) =>
      faultsOfBands(input, bands, ['points', 'tables', code]),
    ),
  ]
}

function faultsOfBands({ minimum }: QuantityInput, bands: readonly PointBand[], path: readonly PropertyKey[]): Fault[] {
  const starts = bands.map(({ from }) => from)
  const inOrder = starts.every((from, index) => index === 0 || from > (starts[index - 1] ?? from))
  return [
    ...((starts[0] ?? Infinity) > minimum
      ? [{ kind: 'gap' as const, path, message: `gives no points from ${minimum} on` }]
      : []),
    ...(inOrder ? [] : [{ kind: 'overlap' as const, path, message: 'needs its bands from low to high' }]),
  ]
}

function faultsOfReference({ inputs }: InstrumentForm, reference: ScoreReference): Fault[] {
  if (reference.kind === 'equation') {
    const names = ['ageYears', ...inputs.map(({ id }) => id)]
    return Object.entries(reference.bySex).flatMap(([sex, { terms }]) =>
      terms
        .flatMap(({ of }) => of)
        .filter((name) => !names.includes(name))
        .map((name) => ({ kind: 'unknown-id' as const, path: ['bySex', sex], message: `no input named "${name}"` })),
    )
  }
  const { percentiles, bySex } = reference
  return Object.entries(bySex).flatMap(([sex, rows]) =>
    rows.flatMap(({ fromAge, scores }, index): Fault[] => {
      const path = ['bySex', sex, index]
      const before = rows[index - 1]?.toAge
      const rises = scores.every((score, place) => place === 0 || score > (scores[place - 1] ?? score))
      return [
        ...(scores.length === percentiles.length
          ? []
          : [{ kind: 'gap' as const, path, message: `needs ${percentiles.length} scores` }]),
        ...(rises ? [] : [{ kind: 'overlap' as const, path, message: 'needs scores that rise with the percentile' }]),
        ...(index === 0 || before === fromAge - 1
          ? []
          : [{ kind: 'gap' as const, path, message: 'does not follow on the ages before it' }]),
      ]
    }),
  )
}
