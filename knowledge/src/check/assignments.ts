import type { Criterion, Fact, Fracture, FractureFilter, Knowledge } from '@dosis/domain'
import { conditionFact } from '@dosis/domain'
import { type Context, contextOf } from '@dosis/engine'
import { criteriaIn } from '../criteria-in.ts'
import { outcomesOf } from './outcomes.ts'

/** One value that one thing can have, as it changes the context of a patient. */
type Change = (context: Draft) => void

/** A context that is being filled. */
export interface Draft {
  facts: Record<string, Fact>
  requests: string[]
  measured: string[]
  treatmentStart: string | null
  decided: Context['decided']
}

/** One thing that criteria look at, with the values that can tell them apart: each threshold, below and above it. */
export interface Variable {
  readonly name: string
  readonly values: readonly Change[]
  /** All that criteria ask about it. */
  readonly atoms: readonly Criterion[]
}

export const today = '2026-01-01'

/** Lists what criteria look at, definitions opened. Numbers are cut at every threshold that occurs for them. */
export function variablesOf(criteria: readonly Criterion[], knowledge: Knowledge): Variable[] {
  const atoms = criteria.flatMap((criterion) => atomsOf(criterion, knowledge, []))
  const byName = new Map<string, Criterion[]>()
  for (const atom of atoms) byName.set(nameOf(atom), [...(byName.get(nameOf(atom)) ?? []), atom])
  return [...byName].map(([name, about]) => ({ name, values: valuesOf(about, knowledge), atoms: about }))
}

function atomsOf(criterion: Criterion, knowledge: Knowledge, opened: readonly string[]): Criterion[] {
  return criteriaIn(criterion, []).flatMap(({ criterion: part }) => {
    if ('all' in part || 'any' in part || 'not' in part) return []
    if (!('definition' in part)) return [part]
    const definition = knowledge.definitions[part.definition]
    if (definition === undefined || opened.includes(part.definition)) return []
    return atomsOf(definition.when, knowledge, [...opened, part.definition])
  })
}

export function nameOf(atom: Criterion): string {
  if ('fact' in atom) return atom.fact
  if ('condition' in atom) return conditionFact(atom.condition)
  if ('fracture' in atom || 'latestFracture' in atom) return 'fractures'
  if ('decided' in atom) return `decided ${atom.decided}`
  if ('request' in atom) return `request ${atom.request}`
  if ('measured' in atom) return `measured ${atom.measured}`
  return 'course'
}

function valuesOf(atoms: readonly Criterion[], knowledge: Knowledge): Change[] {
  const [first] = atoms
  if (first === undefined) return []
  if ('fact' in first || 'condition' in first) return factValues(nameOf(first), atoms, knowledge)
  if ('fracture' in first || 'latestFracture' in first) return fractureValues(atoms)
  if ('decided' in first) return decidedValues(first.decided, atoms, knowledge)
  if ('request' in first) {
    const word = knowledge.requests[first.request]?.words[0]
    return word === undefined ? [nothing] : [nothing, (draft) => draft.requests.push(word)]
  }
  if ('measured' in first) return [nothing, (draft) => draft.measured.push(first.measured)]
  return courseValues(atoms)
}

const nothing: Change = () => {}

function factValues(id: string, atoms: readonly Criterion[], knowledge: Knowledge): Change[] {
  const definition = knowledge.facts[id]
  const values: unknown[] = []
  if (definition === undefined || definition.answer.kind === 'yes_no') values.push(true, false)
  else if (definition.answer.kind === 'quantity') values.push(...numbersFor(atoms, definition.answer))
  else if (definition.answer.kind === 'choice') values.push(...definition.answer.options.map(({ code }) => code))
  else if (definition.answer.kind === 'choices') {
    values.push(
      ...choicesFor(
        atoms,
        definition.answer.options.map(({ code }) => code),
      ),
    )
  } else if (definition.answer.kind === 'text') values.push(...wordsFor(atoms), 'something else')
  const facts: Fact[] = values.map((value) => ({ state: 'known', value }) as Fact)
  const isAboutKnowing = atoms.some((atom) => 'isKnown' in atom)
  if (definition?.canBeAbsent === true) facts.push({ state: 'absent' })
  if (isAboutKnowing) facts.push({ state: 'unknown' })
  return facts.map((fact) => (draft) => {
    draft.facts[id] = fact
  })
}

/** Every threshold with the nearest possible number below and above it, and one number between two thresholds. */
function numbersFor(
  atoms: readonly Criterion[],
  { minimum, maximum, step }: { readonly minimum: number; readonly maximum: number; readonly step: number },
): number[] {
  const thresholds = atoms.flatMap((atom) => thresholdsOf(atom)).sort((left, right) => left - right)
  const numbers = thresholds.flatMap((threshold) => [threshold - step, threshold, threshold + step])
  const rounded = [minimum, ...numbers, maximum].map((number) => Number(number.toFixed(6)))
  return [...new Set(rounded)].filter((number) => number >= minimum && number <= maximum)
}

/** The numbers at which a criterion about one fact changes its answer. */
export function thresholdsOf(atom: Criterion): number[] {
  if ('is' in atom) return typeof atom.is === 'number' ? [atom.is] : []
  const bounds = atom as { atLeast?: number; atMost?: number; above?: number; below?: number }
  return [bounds.atLeast, bounds.atMost, bounds.above, bounds.below].filter((number) => number !== undefined)
}

function choicesFor(atoms: readonly Criterion[], codes: readonly string[]): string[][] {
  const mentioned = [...new Set(atoms.flatMap((atom) => ('includesAny' in atom ? atom.includesAny : [])))]
  const counts = atoms.flatMap((atom) => ('countAtLeast' in atom ? [atom.countAtLeast - 1, atom.countAtLeast] : []))
  const other = codes.find((code) => !mentioned.includes(code))
  return [
    [],
    ...mentioned.map((code) => [code]),
    mentioned,
    ...(other === undefined ? [] : [[other]]),
    ...counts.map((count) => codes.slice(0, count)),
  ]
}

function wordsFor(atoms: readonly Criterion[]): string[] {
  return atoms.flatMap((atom) => ('is' in atom && typeof atom.is === 'string' ? [atom.is] : []))
}

/** No fracture, each fracture that the filters tell apart, and two or three of each. */
function fractureValues(atoms: readonly Criterion[]): Change[] {
  const filters = atoms.flatMap((atom): FractureFilter[] =>
    'fracture' in atom
      ? [atom.fracture]
      : 'latestFracture' in atom
        ? [atom.latestFracture.of, atom.latestFracture.is]
        : [],
  )
  const most = Math.max(1, ...atoms.map((atom) => ('fracture' in atom ? (atom.count ?? 1) : 1)))
  const singles = fracturesFor(filters)
  const lists: Fracture[][] = [[], ...singles.map((one) => [one])]
  for (let count = 2; count <= most; count++)
    lists.push(...singles.map((one) => Array.from({ length: count }, () => one)))
  return lists.map((list) => (draft) => {
    draft.facts.fractures = { state: 'known', value: list }
  })
}

function fracturesFor(filters: readonly FractureFilter[]): Fracture[] {
  const sites = [
    ...new Set(filters.flatMap(({ site, notSite }) => [site, notSite]).filter((site) => site !== undefined)),
  ]
  const bounds = filters.flatMap(({ weeksAgo }) => (weeksAgo === undefined ? [] : thresholdsOf(weeksAgo as Criterion)))
  const weeks = [...new Set([0, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])])].filter(
    (week) => week >= 0,
  )
  const both = (key: keyof FractureFilter) => (filters.some((filter) => key in filter) ? [true, false] : [null])
  const made: Fracture[] = []
  for (const site of [...sites, 'another site'])
    for (const weeksAgo of weeks)
      for (const lowTrauma of both('lowTrauma'))
        for (const stable of both('stable'))
          for (const symptomatic of both('symptomatic'))
            for (const imaging of both('imaging'))
              for (const operated of both('operated'))
                for (const consolidation of both('consolidation')) {
                  const healed = consolidation === null ? null : consolidation ? 'confirmed' : 'uncertain'
                  made.push({
                    site,
                    weeksAgo,
                    lowTrauma,
                    stable,
                    symptomatic,
                    imaging,
                    operated,
                    consolidation: healed,
                  } as Fracture)
                }
  return made
}

function decidedValues(id: string, atoms: readonly Criterion[], knowledge: Knowledge): Change[] {
  const mentioned = atoms.flatMap((atom) => ('decided' in atom ? atom.isAnyOf : []))
  const possible = outcomesOf(id, knowledge) ?? [...mentioned, 'unknown']
  const several = knowledge.decisions[id]?.takes === 'every' ? [[], [...possible]] : []
  return [...possible.map((outcome) => [outcome]), ...several].map((outcomes) => (draft) => {
    draft.decided.set(id, { outcomes, isUndecided: outcomes.includes('unknown'), missing: [] })
  })
}

function courseValues(atoms: readonly Criterion[]): Change[] {
  const bounds = atoms.flatMap((atom) =>
    'weeksSinceStart' in atom ? thresholdsOf(atom.weeksSinceStart as Criterion) : [],
  )
  const weeks = [...new Set([0, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])])].filter(
    (week) => week >= 0,
  )
  return [null, ...weeks].map((week) => (draft) => {
    draft.treatmentStart = week === null ? null : daysBefore(today, week * 7)
  })
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)
}

/** Makes the context of a patient who has the chosen value of each variable; all the rest is unknown. */
export function contextWith(choice: readonly Change[], knowledge: Knowledge): Context {
  const draft: Draft = { facts: {}, requests: [], measured: [], treatmentStart: null, decided: new Map() }
  for (const change of choice) change(draft)
  const base = contextOf(
    {
      on: today,
      treatmentStart: draft.treatmentStart,
      facts: {},
      requests: draft.requests,
      measurements: Object.fromEntries(draft.measured.map((instrument) => [instrument, { now: 0 }])),
    },
    knowledge,
  )
  return { ...base, facts: draft.facts, decided: draft.decided }
}
