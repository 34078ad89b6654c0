import { canonicalJson, type Knowledge, type Plan, type PlanBlock } from '@dosis/domain'
import { parsePlanInput } from '@dosis/domain/schemas'
import { plan } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { doseInWords } from '../dose-words.ts'
import { readJson, type Style, valueOf } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
import { newPaper } from '../paper.ts'

export const planCommand = command(
  'plan',
  'facts and preferences in; the drafted plan with the source of every number out (exit 1: it may not be confirmed)',
  fileArgument,
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const input = valueOf(file, parsePlanInput(readJson(file, io)))
    const knowledge = knowledgeOf()
    const draft = plan(input, knowledge)
    io.out(style.json ? canonicalJson(draft) : describePlan(draft, knowledge, style))
    return draft.blocked.length === 0 ? 0 : 1
  },
)

/** A plan for people: what to do in which dose, what was left out, and what stands in the way. */
export function describePlan(draft: Plan, knowledge: Knowledge, { language, colours }: Style): string {
  const say = messages[language]
  const words = terms[language]
  const paper = newPaper(colours)
  const formName = (form: string) => knowledge.forms[form]?.names[language] ?? form

  paper.heading(`${say.plan}, ${draft.on}`)
  paper.rows([
    [say.startsOn, draft.startsOn],
    [say.days, draft.weekdays.map((day) => words.weekdaysShort[day - 1] ?? String(day)).join(' ')],
  ])
  if (draft.prescriptions.length === 0) paper.line(say.noExercise)
  paper.rows(
    draft.prescriptions.map(({ form, verdict, dose, why }) => [
      formName(form),
      words.verdict[verdict],
      doseInWords(dose, language),
      paper.ink([...new Set(why.flatMap(({ factIds }) => factIds))].join(' '), 'dim'),
    ]),
  )
  if (draft.leftOut.length > 0) {
    paper.heading(say.leftOut)
    paper.rows(
      draft.leftOut.map(({ form, verdict, factIds }) => [
        formName(form),
        words.verdict[verdict],
        paper.ink(factIds.join(' '), 'dim'),
      ]),
    )
  }
  if (draft.open.length > 0) {
    paper.heading(say.open)
    paper.rows(draft.open.map(({ prescription, key }) => [formName(prescription), words.dose[key].name]))
  }
  if (draft.blocked.length > 0) {
    paper.heading(say.blocked)
    for (const block of draft.blocked) paper.line(paper.ink(blockInWords(block), 'red'))
  }
  paper.line('')
  paper.line(say.notADevice)
  return paper.text()

  function blockInWords(block: PlanBlock): string {
    switch (block.kind) {
      case 'referral':
        return `${say.referral}: ${block.rule}`
      case 'missing_fact':
        return `? ${knowledge.facts[block.fact]?.question[language] ?? block.fact}`
      case 'hard_limit':
      case 'reason_needed':
        return `${formName(block.prescription)}: ${words.dose[block.key].name} (${block.limit.value}, ${block.limit.rule})`
      case 'open_dose':
        return `${formName(block.prescription)}: ${words.dose[block.key].name}, ${words.boundSilent}`
      case 'nothing_to_prescribe':
        return say.noExercise
    }
  }
}
