import type { Lowering } from './grade-risk-of-bias.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import type { Wording } from './wording.ts'

/** What can differ between the studies and the question. */
export type QuestionPart = 'population' | 'intervention' | 'comparator' | 'outcome'

/** How far the studies are from the question, per part; a person decides it. Parts left out are direct. */
export type Directness = Partial<Readonly<Record<QuestionPart, 'direct' | 'serious' | 'very-serious'>>>

/**
 * Indirectness, as serious as its most serious part.
 * @source Guyatt and others 2011, Journal of Clinical Epidemiology 64:1303–1310
 */
export function judgeIndirectness(
  directness: Directness,
  override?: Override<Lowering>,
): DomainJudgement<'indirectness', Lowering> {
  const values = Object.values(directness)
  const proposal = values.includes('very-serious') ? 2 : values.includes('serious') ? 1 : 0
  const isIndirect = (part: QuestionPart) => (directness[part] ?? 'direct') !== 'direct'
  const because = questionParts.filter(isIndirect).map((part) => partWordings[part])
  const rule = 'most-serious-part'
  return judged({ domain: 'indirectness', inputs: { ...directness }, rule, proposal, because }, override)
}

const questionParts: readonly QuestionPart[] = ['population', 'intervention', 'comparator', 'outcome']

const partWordings: Readonly<Record<QuestionPart, Wording>> = {
  population: { en: 'other people than the question is about', nl: 'andere mensen dan waar de vraag over gaat' },
  intervention: { en: 'another intervention than asked for', nl: 'een andere interventie dan gevraagd' },
  comparator: { en: 'another comparison than asked for', nl: 'een andere vergelijking dan gevraagd' },
  outcome: { en: 'another outcome than asked for', nl: 'een andere uitkomst dan gevraagd' },
}
