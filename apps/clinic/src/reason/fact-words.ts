import type { Fact, FactDefinition, FactUse, FactValue, Fracture } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 'terms' | 't' | 'pick' | 'formatNumber' | 'formatDate'>

/** A unit of the knowledge in the reader's language; a unit that is the same everywhere stays as it is. */
export function unitWords(unit: string, { t }: Pick<Words, 't'>): string {
  return t.unit[unit] ?? unit
}

/** One fracture in a line: where, when, and what is not known of it. */
export function fractureWords(fracture: Fracture, definition: FactDefinition | undefined, words: Speech): string {
  const { terms, t, pick, formatDate, formatNumber } = words
  const { answer } = definition ?? {}
  const site = answer?.kind === 'fractures' ? answer.sites.find(({ code }) => code === fracture.site) : undefined
  const when =
    fracture.on != null
      ? formatDate(fracture.on, 'short')
      : fracture.weeksAgo != null
        ? t.intake.weeksAgo(formatNumber(fracture.weeksAgo))
        : t.intake.whenUnknown
  const known = (['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated'] as const).flatMap((key) =>
    fracture[key] === true ? [terms.fractureKey[key].toLowerCase()] : [],
  )
  return [site === undefined ? fracture.site : pick(site.label), when, ...known].join(', ')
}

/** A value in words, in the unit and with the options of its definition. */
export function valueWords(value: FactValue, definition: FactDefinition | undefined, words: Speech): string {
  const { terms, pick, formatNumber } = words
  const answer = definition?.answer
  if (typeof value === 'boolean') return value ? terms.yes : terms.no
  if (typeof value === 'number') {
    return formatNumber(value, answer?.kind === 'quantity' ? { unit: unitWords(answer.unit, words) } : {})
  }
  const options = answer?.kind === 'choice' || answer?.kind === 'choices' ? answer.options : []
  const label = (code: string) => {
    const option = options.find((each) => each.code === code)
    return option === undefined ? code : pick(option.label)
  }
  if (typeof value === 'string') return label(value)
  if (value.length === 0) return terms.none
  return value
    .map((each) => (typeof each === 'string' ? label(each) : fractureWords(each, definition, words)))
    .join('; ')
}

/** A fact in words: its value, asked and not there, or not known. */
export function factWords(fact: Fact | undefined, definition: FactDefinition | undefined, words: Speech): string {
  if (fact === undefined || fact.state === 'unknown') return words.terms.notKnown
  if (fact.state === 'absent') return words.terms.absent
  return valueWords(fact.value, definition, words)
}

/** A fact as a rule saw it: the question with the answer. */
export function factUseWords(use: FactUse, definition: FactDefinition | undefined, words: Speech): string {
  const question = definition === undefined ? use.fact : words.pick(definition.question)
  const fact: Fact =
    use.state === 'known' && use.value !== undefined
      ? { state: 'known', value: use.value }
      : { state: use.state === 'absent' ? 'absent' : 'unknown' }
  return `${question.replace(/[?:]$/, '')}: ${factWords(fact, definition, words)}`
}
