import { canonicalJson, type Knowledge, type Plan, type PlanBlock, type Prescription } from '@dosis/domain'
import { parsePlanInput } from '@dosis/domain/schemas'
import { plan } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { doseInWords, targetInWords } from '../dose-words.ts'
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
  for (const prescription of draft.prescriptions) describeTraining(prescription)
  if (draft.leftOut.length > 0) {
    paper.heading(say.leftOut)
    paper.rows(
      draft.leftOut.map(({ form, verdict, factIds, instead }) => [
        formName(form),
        words.verdict[verdict],
        instead === undefined ? '' : `${words.permission.instead}: ${formName(instead.form)}`,
        paper.ink([...factIds, ...(instead?.factIds ?? [])].join(' '), 'dim'),
      ]),
    )
  }
  const { unmet = [], wanted = [], expired = [] } = draft
  if (unmet.length > 0) {
    paper.heading(words.unmet.title)
    paper.rows(
      unmet.map(({ rule, possible, factIds }) => [
        ruleName(rule),
        possible.length === 0 ? words.unmet.nonePossible : `${words.unmet.anyOf}: ${possible.map(formName).join(', ')}`,
        paper.ink(factIds.join(' '), 'dim'),
      ]),
    )
  }
  if (expired.length > 0) {
    paper.heading(words.expired.title)
    paper.rows(
      expired.map(({ fact, observedOn }) => [
        questionOf(fact),
        observedOn === null ? words.expired.observedUnknown : `${words.expired.observedOn} ${observedOn}`,
      ]),
    )
  }
  if (wanted.length > 0) {
    paper.heading(words.wanted.title)
    paper.rows(wanted.map(({ fact, rules }) => [questionOf(fact), rules.map(ruleName).join('; ')]))
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

  function ruleName(rule: string): string {
    const [file = rule] = rule.split('/')
    const found = knowledge.constraints[rule] ?? knowledge.constraints[file] ?? knowledge.definitions[file]
    return found?.names[language] ?? rule
  }

  function questionOf(fact: string): string {
    return knowledge.facts[fact]?.question[language] ?? fact
  }

  /** How hard, what is adapted and what clashes, under the name of the form. */
  function describeTraining({ form, targets = [], adaptations, conflicts = [] }: Prescription): void {
    const given = targets.filter(({ absent }) => absent === null)
    if (given.length + adaptations.length + conflicts.length === 0) return
    paper.heading(formName(form))
    paper.rows(
      given.map((target) => [
        words.intensity.scale[target.scale].name,
        targetInWords(target, language),
        words.intensity.basis[target.basis],
        paper.ink(target.factIds.join(' '), 'dim'),
      ]),
    )
    for (const id of adaptations) {
      const { adaptation, names } = knowledge.constraints[id] ?? {}
      paper.line(`  · ${adaptation?.[language] ?? names?.[language] ?? id}`)
    }
    for (const { key, floor, ceiling, holds, instead } of conflicts) {
      const { name, unit } = words.dose[key]
      paper.line(
        `  ! ${name}: ${words.conflict.floor} ${floor.value} ${unit} (${ruleName(floor.rule)}), ${words.conflict.ceiling} ${ceiling.value} ${unit} (${ruleName(ceiling.rule)}). ${holds === 'ceiling' ? words.conflict.ceilingHolds : words.conflict.floorHolds}`,
      )
      if (instead !== null) paper.line(`    ${words.conflict.instead}: ${formName(instead)}`)
    }
  }

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
      case 'not_for_whom':
        return ruleName(block.rule)
      case 'nothing_to_prescribe':
        return say.noExercise
    }
  }
}
