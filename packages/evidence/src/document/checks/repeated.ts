import type { DocumentFinding } from '../finding.ts'
import { isSound, parts, showEstimate, showTriple, tripleOf } from '../interval.ts'
import { describePlace, quoting } from '../place.ts'
import { canBeSame, type PrintedNumber, show } from '../printed-number.ts'
import { groupBy, say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate, PrintedRepeat } from '../statement.ts'

/** One result printed in several places: every number must be the same, as far as it is printed. */
export function checkRepeatedEstimates(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const estimates = statementsOf(documents, 'estimate')
  const results = groupBy(estimates, ({ result }) => result)
  return [...results.values()].flatMap(([main, ...others]) =>
    main === undefined ? [] : others.flatMap((other) => compare(main, other, estimates)),
  )
}

function compare(main: PrintedEstimate, other: PrintedEstimate, all: readonly PrintedEstimate[]) {
  const differing = parts.filter((part) => {
    const [one, two] = [main[part], other[part]]
    return one !== undefined && two !== undefined && !canBeSame(one, two)
  })
  const totals = totalsDiffer(main, other)
  if (differing.length === 0 && !totals) return []
  const pairs = [
    ...differing.map((part) => `${showOf(main[part])} ≠ ${showOf(other[part])}`),
    ...(totals ? [`n: ${showOf(totalOf(main))} ≠ ${showOf(totalOf(other))}`] : []),
  ]
  const isOnlySign = differing.some((part) => isOpposite(main[part], other[part]))
  return [
    {
      kind: 'printed-differently',
      severity: 'error',
      subject: main.subject,
      places: [quoting(main.place, showWithTotal(main)), quoting(other.place, showEstimate(other))],
      calculation: pairs.join('; '),
      explanation: isOnlySign ? signExplanation : explain(other, totals ? whoseTotal(other, all) : undefined),
      ...correctionOf(main, other, differing.length > 0),
    } satisfies DocumentFinding,
  ]
}

/** A single printing that fits together is probably the right one. */
function correctionOf(main: PrintedEstimate, other: PrintedEstimate, differs: boolean) {
  const [one, two] = [tripleOf(main), tripleOf(other)]
  if (!differs || one === undefined || two === undefined) return {}
  const [mainSound, otherSound] = [isSound(one, main.scale), isSound(two, other.scale)]
  if (mainSound === otherSound) return {}
  return { correction: showTriple(mainSound ? one : two) }
}

function explain(other: PrintedEstimate, owner: PrintedEstimate | undefined) {
  if (owner !== undefined) {
    const n = showOf(totalOf(other))
    return say(
      `the same result is printed with other numbers; n = ${n} belongs to ${owner.subject} (${describePlace(owner.place)})`,
      `hetzelfde resultaat staat er met andere getallen; n = ${n} hoort bij ${owner.subject} (${describePlace(owner.place)})`,
    )
  }
  return say(
    'the same result is printed with other numbers in the two places',
    'hetzelfde resultaat staat op de twee plaatsen met andere getallen',
  )
}

const signExplanation = say(
  'the same number has a minus sign in one place and not in the other',
  'hetzelfde getal heeft op de ene plaats een minteken en op de andere niet',
)

/** Another result that has this number of people: a number copied from the wrong row. */
function whoseTotal(one: PrintedEstimate, all: readonly PrintedEstimate[]): PrintedEstimate | undefined {
  const total = totalOf(one)
  return all.find((other) => other.result !== one.result && totalOf(other)?.value === total?.value)
}

function totalsDiffer(main: PrintedEstimate, other: PrintedEstimate): boolean {
  const [one, two] = [totalOf(main), totalOf(other)]
  return one !== undefined && two !== undefined && one.value !== two.value
}

/** People in all groups: as printed, else the sum of the groups. */
export function totalOf({ total, groups }: PrintedEstimate): PrintedNumber | undefined {
  if (total !== undefined) return total.number
  if (groups === undefined) return undefined
  return { value: groups.reduce((sum, { number }) => sum + number.value, 0), decimals: 0 }
}

function isOpposite(one: PrintedNumber | undefined, other: PrintedNumber | undefined): boolean {
  return one !== undefined && other !== undefined && one.value !== 0 && one.value === -other.value
}

function showWithTotal(one: PrintedEstimate): string {
  const total = totalOf(one)
  return total === undefined || one.total !== undefined ? showEstimate(one) : `${showEstimate(one)}; n = ${show(total)}`
}

function showOf(number: PrintedNumber | undefined): string {
  return number === undefined ? '' : show(number)
}

/** One thing said in several places: numbers must be equal, words the same. */
export function checkRepeats(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'repeat').flatMap(checkRepeat)
}

function checkRepeat({ subject, aspect, printings: [main, ...others] }: PrintedRepeat): readonly DocumentFinding[] {
  if (main === undefined) return []
  return others
    .filter(({ says }) => differs(main.says, says))
    .map((other) => {
      const [one, two] = [saysOf(main.says), saysOf(other.says)]
      return {
        kind: typeof main.says === 'string' ? 'judged-differently' : 'printed-differently',
        severity: 'warning',
        subject,
        places: [withQuote(main), withQuote(other)],
        calculation: `${one} ≠ ${two}`,
        explanation: say(
          `${aspects[aspect].en} is ${inWords(one).en} in one place and ${inWords(two).en} in another`,
          `${aspects[aspect].nl} is op de ene plaats ${inWords(one).nl} en op de andere ${inWords(two).nl}`,
        ),
      } satisfies DocumentFinding
    })
}

function withQuote({ says, place }: PrintedRepeat['printings'][number]) {
  return place.quote === undefined ? quoting(place, saysOf(says)) : place
}

function differs(one: PrintedNumber | string, other: PrintedNumber | string): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one !== other
  return !canBeSame(one, other)
}

function saysOf(says: PrintedNumber | string): string {
  return typeof says === 'string' ? says : show(says)
}

const aspects: Readonly<Record<PrintedRepeat['aspect'], { readonly en: string; readonly nl: string }>> = {
  studies: { en: 'the number of studies', nl: 'het aantal studies' },
  participants: { en: 'the number of people', nl: 'het aantal mensen' },
  'group-size': { en: 'the size of the group', nl: 'de grootte van de groep' },
  relevance: { en: 'clinical relevance', nl: 'de klinische relevantie' },
  importance: { en: 'the importance of the outcome', nl: 'het belang van de uitkomst' },
  significance: { en: 'the result', nl: 'het resultaat' },
}

/** Judgements as people say them. */
function inWords(says: string): { readonly en: string; readonly nl: string } {
  return judgements[says] ?? { en: says, nl: says }
}

const judgements: Readonly<Record<string, { readonly en: string; readonly nl: string }>> = {
  relevant: { en: 'relevant', nl: 'relevant' },
  not_relevant: { en: 'not relevant', nl: 'niet relevant' },
  not_determined: { en: 'not determined', nl: 'niet vastgesteld' },
  critical: { en: 'critical', nl: 'cruciaal' },
  important: { en: 'important', nl: 'belangrijk' },
  'not important': { en: 'not important', nl: 'niet belangrijk' },
  significant: { en: 'significant', nl: 'significant' },
  'not significant': { en: 'not significant', nl: 'niet significant' },
  nothing: { en: 'not mentioned', nl: 'niet genoemd' },
}
