import type { FilledIn, InstrumentForm, QuantityInput } from '@dosis/domain'
import { fieldsOf, type FormField, scoreForm, unable } from '@dosis/engine/instruments'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const { instruments } = readKnowledge()
const forms = Object.values(instruments).flatMap(({ id, form }) => (form === undefined ? [] : [{ id, form }]))

function formOf(id: string): InstrumentForm {
  const form = instruments[id]?.form
  if (form === undefined) throw new RangeError(`formOf: needs an instrument with a form, got "${id}"`)
  return form
}

function numbers({ minimum, maximum, step }: QuantityInput): fc.Arbitrary<number> {
  const last = Math.floor((maximum - minimum) / step + 1e-9)
  return fc.integer({ min: 0, max: last }).map((steps) => Number((minimum + steps * step).toFixed(4)))
}

function answersTo(field: FormField): fc.Arbitrary<number | string> {
  if (field.kind === 'choice') return fc.constantFrom(...field.options.map(({ code }) => code))
  if (field.kind === 'words') return fc.constantFrom('lopen', 'traplopen')
  return field.mayBeUnable === true ? fc.oneof(numbers(field), fc.constant(unable)) : numbers(field)
}

function everythingIn(form: InstrumentForm): fc.Arbitrary<FilledIn> {
  return fc.record(Object.fromEntries(fieldsOf(form).map((field) => [field.id, answersTo(field)])))
}

function scoreOf(form: InstrumentForm, filledIn: FilledIn): number {
  const result = scoreForm(form, filledIn)
  if (result.state !== 'scored') throw new RangeError(`needs a score, got ${JSON.stringify(result)}`)
  return result.score
}

describe('whatever is filled in', () => {
  test.each(forms)('$id stays within its scale', ({ id, form }) => {
    const { minimum, maximum } = instruments[id] ?? { minimum: 0, maximum: 0 }
    fc.assert(
      fc.property(everythingIn(form), (filledIn) => {
        const score = scoreOf(form, filledIn)
        // A speed is what was walked; its limits are the screen's to check.
        if (form.score.method === 'speed') return
        expect(score).toBeGreaterThanOrEqual(minimum)
        expect(score).toBeLessThanOrEqual(maximum)
      }),
      { numRuns: 50 },
    )
  })

  test.each(forms)('$id does not depend on the order in which it is filled in', ({ form }) => {
    fc.assert(
      fc.property(everythingIn(form), (filledIn) => {
        const reversed = Object.fromEntries(Object.entries(filledIn).reverse())
        expect(scoreForm(form, reversed)).toEqual(scoreForm(form, filledIn))
      }),
      { numRuns: 30 },
    )
  })

  test.each(forms)('$id has no score while a field that it needs is open', ({ form }) => {
    const oneIsEnough = form.score.method === 'highest'
    fc.assert(
      fc.property(everythingIn(form), (filledIn) => {
        for (const { id, optional } of oneIsEnough ? [] : fieldsOf(form)) {
          const { [id]: _, ...rest } = filledIn
          expect(scoreForm(form, rest).state).toBe(optional === true ? 'scored' : 'open')
        }
      }),
      { numRuns: 20 },
    )
    expect(scoreForm(form, {}).state).toBe('open')
  })

  test.each(forms.filter(({ form }) => form.parts !== undefined))('$id is the sum of its parts', ({ form }) => {
    fc.assert(
      fc.property(everythingIn(form), (filledIn) => {
        const result = scoreForm(form, filledIn)
        if (result.state !== 'scored') throw new RangeError('needs a score')
        const most = new Map((form.parts ?? []).map(({ id, maximum }) => [id, maximum]))
        const points = result.parts.map((each) => each.points ?? Number.NaN)
        expect(points.reduce((total, each) => total + each, 0)).toBe(result.score)
        for (const { part, points } of result.parts) expect(points).toBeLessThanOrEqual(most.get(part) ?? 0)
      }),
    )
  })
})

describe('SPPB', () => {
  const form = formOf('sppb')
  const raise = (field: string) =>
    fc.property(everythingIn(form), fc.double({ min: 0.01, max: 5, noNaN: true }), (filledIn, more) => {
      const value = filledIn[field]
      const input = fieldsOf(form).find(({ id }) => id === field)
      if (typeof value !== 'number' || input?.kind !== 'quantity') return
      const longer = Math.min(input.maximum, Math.round((value + more) * 100) / 100)
      const change = scoreOf(form, { ...filledIn, [field]: longer }) - scoreOf(form, filledIn)
      if (field === 'gait' || field === 'chair') expect(change).toBeLessThanOrEqual(0)
      else expect(change).toBeGreaterThanOrEqual(0)
    })

  test.each(['side-by-side', 'semi-tandem', 'tandem'])('standing longer (%s) never lowers it', (field) => {
    fc.assert(raise(field), { numRuns: 300 })
  })

  test.each(['gait', 'chair'])('taking longer (%s) never raises it', (field) => {
    fc.assert(raise(field), { numRuns: 300 })
  })

  test('the same time over 3 m never has more points than over 4 m', () => {
    fc.assert(
      fc.property(everythingIn(form), (filledIn) => {
        const [three, four] = ['3-m', '4-m'].map((course) => scoreOf(form, { ...filledIn, course }))
        expect(three).toBeLessThanOrEqual(four ?? 0)
      }),
    )
  })

  test('tells the parts that are known while others are open', () => {
    expect(scoreForm(form, { 'side-by-side': 10, 'semi-tandem': 10, tandem: 5, course: '4-m' })).toEqual({
      state: 'open',
      missing: ['gait', 'chair'],
      parts: [
        { part: 'balance', points: 3 },
        { part: 'gait', points: null },
        { part: 'chair', points: null },
      ],
    })
  })
})

test('the order of trials with the dynamometer does not matter, and the highest counts', () => {
  const form = formOf('grip-right-kilograms')
  fc.assert(
    fc.property(everythingIn(form), (filledIn) => {
      const [one, two, three] = Object.values(filledIn)
      const turned = { 'trial-1': three ?? 0, 'trial-2': one ?? 0, 'trial-3': two ?? 0 }
      expect(scoreOf(form, turned)).toBe(scoreOf(form, filledIn))
      expect(scoreOf(form, filledIn)).toBe(Math.max(Number(one), Number(two), Number(three)))
    }),
  )
})

test('walking the same distance in more time is never faster', () => {
  const form = formOf('ten-metre-walk')
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 30_000 }), fc.integer({ min: 0, max: 1000 }), (hundredths, more) => {
      const speed = (time: number) => scoreOf(form, { pace: 'usual', distance: 10, time: time / 100 })
      expect(speed(Math.min(30_000, hundredths + more))).toBeLessThanOrEqual(speed(hundredths))
    }),
  )
})

describe('what does not fit is refused, and nothing is made to fit', () => {
  const sppb = formOf('sppb')
  test.each([
    [sppb, { 'side-by-side': -0.01 }, { field: 'side-by-side', needs: 'number', minimum: 0, maximum: 10 }],
    [sppb, { 'side-by-side': 10.01 }, { field: 'side-by-side', needs: 'number', minimum: 0, maximum: 10 }],
    [sppb, { tandem: 3.005 }, { field: 'tandem', needs: 'step', step: 0.01 }],
    [sppb, { course: '5-m' }, { field: 'course', needs: 'option', options: ['4-m', '3-m'] }],
    [sppb, { gait: 'soon' }, { field: 'gait', needs: 'number', minimum: 0.5, maximum: 300 }],
    [sppb, { gait: Number.NaN }, { field: 'gait', needs: 'number', minimum: 0.5, maximum: 300 }],
    [sppb, { total: 9 }, { field: 'total', needs: 'nothing' }],
    [formOf('tug'), { time: unable }, { field: 'time', needs: 'number', minimum: 1, maximum: 600 }],
    [formOf('psk'), { activity: ' ' }, { field: 'activity', needs: 'words', lengthAtMost: 50 }],
    [formOf('psk'), { activity: 'a'.repeat(51) }, { field: 'activity', needs: 'words', lengthAtMost: 50 }],
    [formOf('sus'), { 'item-2': 6 }, { field: 'item-2', needs: 'number', minimum: 1, maximum: 5 }],
  ])('%#', (form, filledIn, problem) => {
    expect(scoreForm(form, filledIn as FilledIn)).toEqual({ state: 'refused', problems: [problem] })
  })
})
