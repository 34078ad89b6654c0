import type { KnowledgeImpact } from '@dosis/api'
import type { DoseKey, Knowledge, Text } from '@dosis/domain'
import type { Words } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { rangeWords } from './dose-words.ts'

type Speech = Pick<Words, 't' | 'terms' | 'pick' | 'formatDate' | 'formatNumber'>

/** One impact of changed knowledge in the reader's words. */
export interface ImpactWords {
  readonly what: string
  readonly before: string
  readonly after: string
}

/** Puts what comes out otherwise into words; codes of the engine never reach the reader. */
export function impactWords(impact: KnowledgeImpact, knowledge: Knowledge, speech: Speech): ImpactWords {
  const side = (code: string, isAfter: boolean) => sideWords(impact, code, isAfter, knowledge, speech)
  return {
    what: whatWords(impact, knowledge, speech),
    before: side(impact.before, false),
    after: side(impact.after, true),
  }
}

function whatWords({ kind, about, form, key, names }: KnowledgeImpact, knowledge: Knowledge, speech: Speech): string {
  const { t, terms, pick } = speech
  const nameOf = (thing: { names: Text } | undefined, id: string) => (thing === undefined ? id : pick(thing.names))
  const ofForm = form === undefined ? '' : nameOf(knowledge.forms[form], form)
  switch (kind) {
    case 'withdrawn_rule':
      return t.knowledgeChange.withdrawnRule(names === undefined ? about : pick(names), ofForm)
    case 'withdrawn_statement':
      return t.knowledgeChange.withdrawnStatement(about, ofForm)
    case 'stop':
      return about === 'red flags' ? t.knowledgeChange.redFlags : t.knowledgeChange.stop
    case 'referral':
      return t.assessment.referral
    case 'level':
      return t.assessment.level
    case 'indication':
      return t.assessment.indication
    case 'evaluation':
      return t.place.evaluation
    case 'recommendation':
      return nameOf(knowledge.recommendations[about], about)
    default:
      return key === undefined ? ofForm : `${ofForm}: ${terms.dose[key].name.toLowerCase()}`
  }
}

function sideWords(
  { kind, about, key, amounts }: KnowledgeImpact,
  code: string,
  isAfter: boolean,
  knowledge: Knowledge,
  speech: Speech,
): string {
  const { t, terms, pick, formatDate } = speech
  const say = t.knowledgeChange
  switch (kind) {
    case 'withdrawn_rule':
      return wordOf(say.ruleState, code)
    case 'withdrawn_statement':
      return wordOf(say.statementState, code)
    case 'plan_ceiling': {
      const figure = key === undefined ? code : figureOf(key, Number(code), null, speech)
      return isAfter ? say.confirmedCeiling(figure) : say.confirmedNumber(figure)
    }
    case 'lower_dose':
    case 'other_dose': {
      const amount = isAfter ? amounts?.after : amounts?.before
      return amount == null || key === undefined ? terms.none : amountWords(key, amount, speech)
    }
    case 'stop':
      if (about !== 'red flags') return wordOf(terms.stopVerdict, code)
      if (code === 'none') return terms.none
      return code
        .split(', ')
        .map((rule) => pick(findRule(knowledge, rule).names))
        .join(', ')
    case 'referral': {
      const [action = '', waits] = code.split(', waits for ')
      const words = wordOf(terms.referralAction, action)
      return waits === undefined ? words : say.waitsForFacts(words)
    }
    case 'level':
      return wordOf(terms.careLevel, code)
    case 'indication':
      return wordOf(terms.therapyIndication, code)
    case 'evaluation':
      return code === 'null' ? terms.none : formatDate(code)
    case 'recommendation':
      return code === 'not_listed' ? say.notListed : wordOf(terms.recommendationVerdict, code)
    default:
      return code === 'not_listed' ? say.notListed : wordOf(terms.verdict, code)
  }
}

function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code
}

/** The name of the number stands in the first column. */
function figureOf(key: DoseKey, value: number, upTo: number | null, speech: Speech): string {
  const { unit } = speech.terms.dose[key]
  const figures = rangeWords(value, upTo, speech)
  return unit === '' ? figures : `${figures}\u00a0${unit}`
}

function amountWords(
  key: DoseKey,
  { value, upTo, most }: NonNullable<NonNullable<KnowledgeImpact['amounts']>['before']>,
  speech: Speech,
): string {
  const figure = value === null ? speech.t.knowledgeChange.open : figureOf(key, value, upTo, speech)
  const isSaid = most === null || most === (upTo ?? value)
  return isSaid ? figure : `${figure}, ${speech.terms.atMost} ${figureOf(key, most, null, speech)}`
}
