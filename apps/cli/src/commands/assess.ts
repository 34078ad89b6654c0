import { type Assessment, canonicalJson, conditionFact, type IsoDate, type Knowledge } from '@dosis/domain'
import { mayMean, parseUndatedAssessmentInput } from '@dosis/domain/schemas'
import { assess } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { boundsInWords } from '../dose-words.ts'
import { readJson, type Style, valueOf } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
import { newPaper } from '../paper.ts'

export const assessCommand = command(
  'assess',
  'facts of a patient in; permissibility, level, referral, recommendations and what is still needed out',
  fileArgument,
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const input = valueOf(file, parseUndatedAssessmentInput(readJson(file, io)))
    const knowledge = knowledgeOf()
    const assessment = assess(input, knowledge)
    io.out(style.json ? canonicalJson(assessment) : describeAssessment(assessment, knowledge, style))
    return 0
  },
)

/** An assessment for people, in the order in which a colleague would say it. */
export function describeAssessment(
  assessment: Assessment<IsoDate | null>,
  knowledge: Knowledge,
  { language, colours }: Style,
): string {
  const say = messages[language]
  const words = terms[language]
  const paper = newPaper(colours)
  const factName = (id: string) => knowledge.facts[id]?.question[language] ?? conditionQuestion(id) ?? id
  const ids = (list: readonly string[]) => paper.ink(list.join(' '), 'dim')
  const { triage, referral, evaluation, therapyIndication, instruments } = assessment

  // Nobody is cleared while a rule for a referral cannot be judged.
  const isWaiting = referral.action === 'none' && referral.open.length > 0

  paper.heading(say.concludes(assessment.on))
  paper.rows([
    [
      say.redFlags,
      assessment.redFlags.length === 0
        ? say.noneKnown
        : paper.ink(assessment.redFlags.map(({ facts }) => facts.map(factName).join(', ')).join('; '), 'red'),
    ],
    [say.referral, isWaiting ? say.noReferralYet : words.referralAction[referral.action], ids(referral.factIds)],
    [say.level, [words.careLevel[triage.level], ...triage.criteria].join(' · '), ids(triage.factIds)],
    [
      say.indication,
      [words.therapyIndication[therapyIndication.verdict], ...therapyIndication.criteria].join(' · '),
      ids(therapyIndication.factIds),
    ],
    [say.stop, words.stopVerdict[assessment.stop.verdict], ids(assessment.stop.factIds)],
    [say.evaluation, evaluationInWords(), ids(evaluation.factIds)],
  ])

  for (const rule of referral.open) paper.line(`${paper.ink('?', 'blue')} ${say.notJudgedYet}: ${ruleName(rule)}`)
  if (assessment.unsupportedConditions.length > 0) {
    paper.heading(say.noRule)
    paper.rows(
      assessment.unsupportedConditions.map((code) => [
        paper.ink(knowledge.conditions[code]?.names[language] ?? code, 'yellow'),
        [say.noRuleFor, meant(code)].filter((part) => part !== '').join('; '),
      ]),
    )
  }
  if (assessment.recommendations.length > 0) {
    paper.heading(say.recommendations)
    paper.rows(
      assessment.recommendations.map(({ id, verdict, unmet, open, factIds }) => [
        id,
        words.recommendationVerdict[verdict],
        [...unmet.map((each) => `${say.unmet}: ${each}`), ...open.map((each) => `? ${each}`)].join(', '),
        ids(factIds),
      ]),
    )
  }
  if (assessment.exercise.length > 0) {
    paper.heading(say.exercise)
    paper.rows(
      assessment.exercise.map(({ form, verdict, bounds, missing, factIds }) => [
        knowledge.forms[form]?.names[language] ?? form,
        paper.ink(
          words.verdict[verdict],
          verdict === 'not_allowed' ? 'red' : verdict === 'allowed' ? 'green' : 'yellow',
        ),
        [boundsInWords(bounds, language), ...missing.map((fact) => `? ${factName(fact)}`)]
          .filter((part) => part !== '')
          .join(', '),
        ids(factIds),
      ]),
    )
  }
  if (assessment.interpretation.length > 0) {
    paper.heading(say.interpretation)
    paper.rows(
      assessment.interpretation.map(({ measure, change, verdict, factIds }) => [
        measure,
        change === undefined ? '' : String(change),
        words.interpretation[verdict],
        ids(factIds),
      ]),
    )
    paper.line(words.groupCaveat)
  }
  if (instruments.recommended.length > 0) {
    paper.heading(say.instruments)
    paper.line(
      [
        instruments.recommended.join(', '),
        instruments.optional.length > 0 ? `(${instruments.optional.join(', ')})` : '',
      ]
        .join(' ')
        .trim(),
    )
  }
  if (assessment.stillNeeded.length > 0) {
    paper.heading(say.stillNeeded)
    paper.rows(
      assessment.stillNeeded.map(({ fact, influences }) => [
        paper.ink('?', 'blue'),
        factName(fact),
        paper.ink(`${say.couldChange}: ${influences.map(({ decision }) => decisionName(decision)).join(', ')}`, 'dim'),
      ]),
    )
  }
  if (assessment.mustShow.length > 0) {
    paper.heading(say.mustShow)
    for (const code of assessment.mustShow) paper.line(noticeText(code))
  }
  paper.line('')
  paper.line(say.notADevice)
  return paper.text()

  function conditionQuestion(id: string): string | undefined {
    const isCondition = id.startsWith(conditionFact(''))
    const name = isCondition ? knowledge.conditions[id.slice(conditionFact('').length)]?.names[language] : undefined
    return name === undefined ? undefined : say.isThere(name)
  }
  function ruleName(rule: string): string {
    const [table = '', row = ''] = rule.split('/')
    return knowledge.decisions[table]?.rows.find(({ id }) => id === row)?.names[language] ?? rule
  }
  function meant(code: string): string {
    const codes = mayMean(code).map((one) => one.replaceAll('-', '_'))
    return codes.length === 0 ? '' : say.meant(codes.join(', '))
  }
  function evaluationInWords(): string {
    const { nextDate, cycleWeeks, indicativeEndDate, notBefore } = evaluation
    const parts = [
      ...(nextDate === null ? [] : [`${say.evaluate} ${nextDate}`]),
      ...(cycleWeeks === null ? [] : [say.every(cycleWeeks)]),
      ...(indicativeEndDate === null ? [] : [`${say.end} ${indicativeEndDate}`]),
      ...(notBefore === null ? [] : [`${say.notBefore} ${notBefore}`]),
    ]
    return parts.length === 0 ? '–' : parts.join(', ')
  }
  function decisionName(decision: string): string {
    const form = decision.startsWith('exercise-') ? knowledge.forms[decision.slice('exercise-'.length)] : undefined
    if (form !== undefined) return form.names[language]
    const recommendation = Object.values(knowledge.recommendations).find(
      ({ id }) => decision === `recommendation-${id.toLowerCase()}`,
    )
    return recommendation?.id ?? knowledge.decisions[decision]?.names[language] ?? decision
  }
  function noticeText(code: string): string {
    const [notice = code, statement] = code.split(':')
    const text = knowledge.notices[notice]?.text[language] ?? notice
    return statement === undefined ? text : `${text} ${ids([statement])}`
  }
}
