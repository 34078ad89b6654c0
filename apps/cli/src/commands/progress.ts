import {
  canonicalJson,
  type Knowledge,
  type Language,
  type NumberStep,
  type Observation,
  type Progress,
  type ProgressStep,
} from '@dosis/domain'
import { parseProgressInput } from '@dosis/domain/schemas'
import { progress } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { readJson, type Style, valueOf } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
import { newPaper, type Paper } from '../paper.ts'

export const progressCommand = command(
  'progress',
  'plan and logs in; the next step and its reasons out (exit 1: stop, somebody must look first)',
  fileArgument,
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const input = valueOf(file, parseProgressInput(readJson(file, io)))
    const knowledge = knowledgeOf()
    const proposal = progress(input, knowledge)
    io.out(style.json ? canonicalJson(proposal) : describeProgress(proposal, knowledge, style))
    return proposal.steps.some(({ action }) => action === 'stop') ? 1 : 0
  },
)

/** A proposal for people: each step with its rule, what it changes, and what was observed against what was asked. */
export function describeProgress(proposal: Progress, knowledge: Knowledge, { language, colours }: Style): string {
  const say = messages[language]
  const paper = newPaper(colours)

  paper.heading(`${say.steps}, ${proposal.on}`)
  for (const step of proposal.steps) describeStep(step, paper, { knowledge, language })
  if (proposal.alerts.length > 0) {
    paper.heading(say.alerts)
    paper.rows(
      proposal.alerts.map(({ rule, factIds }) => [paper.ink(rule, 'red'), paper.ink(factIds.join(' '), 'dim')]),
    )
  }
  if (proposal.weeks.length > 0) {
    paper.heading(say.weeks)
    paper.rows(
      proposal.weeks.map(({ weekStartsOn, done, planned, level }) => [
        weekStartsOn,
        `${done}/${planned}`,
        level === null ? '' : String(level),
      ]),
    )
  }
  return paper.text()
}

interface Speech {
  readonly knowledge: Knowledge
  readonly language: Language
}

function describeStep(step: ProgressStep, paper: Paper, { knowledge, language }: Speech): void {
  const say = messages[language]
  const words = terms[language]
  const { prescription, action, from, to, exercise, numbers = [], rule, factIds, observed } = step
  const name = knowledge.forms[prescription]?.names[language] ?? prescription
  paper.line(`${name}: ${paper.ink(words.progressAction[action], action === 'stop' ? 'red' : 'bold')}`)
  if (from !== null) paper.line(`  ${say.levelStep(String(from), String(to ?? from))}`)
  const nameOf = (id: string | null | undefined): string =>
    id === null || id === undefined ? '' : (knowledge.exercises[id]?.names[language] ?? id)
  if (exercise !== undefined) paper.line(`  ${nameOf(exercise.from)} → ${nameOf(exercise.to)}`)
  for (const number of numbers) paper.line(`  ${numberInWords(number)}`)
  paper.line(`  ${ruleInWords(step, { knowledge, language })} ${paper.ink([rule, ...factIds].join(' '), 'dim')}`)
  paper.rows(observed.map((each) => [`  ${words.observation[each.what].name}`, figureInWords(each)]))

  function numberInWords({ key, exercise: of, from: now, to: next, heldBy }: NumberStep): string {
    const { name: what, unit } = words.dose[key]
    const label = of === undefined ? what : `${nameOf(of)}, ${what.toLowerCase()}`
    const held = heldBy === undefined ? '' : `, ${say.heldBy(String(heldBy.value), heldBy.rule)}`
    const change = `${now ?? '?'} → ${next ?? '?'}${unit === '' ? '' : ` ${unit}`}`
    return `${label}: ${change}${next === null ? `, ${say.byTherapist}` : held}`
  }

  function figureInWords({ what, observed: seen, needed }: Observation): string {
    const figure = seen === null ? say.notKnown : String(seen)
    if (needed === null) return figure
    return limits.has(what) ? say.limitAt(figure, String(needed)) : say.seenAndNeeded(figure, String(needed))
  }
}

/** Figures of which the number beside them is not wanted but a bound. */
const limits: ReadonlySet<Observation['what']> = new Set([
  'painRise',
  'painAfter',
  'adverseEvents',
  'daysSinceLastSession',
  'daysSinceEvaluationDue',
  'painNextMorning',
  'painRiseOverWeeks',
  'fatigueRiseOverWeeks',
  'weightRise',
  'daysMoreBreathless',
  'restingHeartRate',
  'effortAboveTarget',
] satisfies readonly Observation['what'][])

/**
 * What the rule of a step says: in the words of the knowledge, or of what every programme knows. A rule that does something
 * else by itself was not judged: a figure that it needs is not known.
 */
function ruleInWords({ rule, action }: ProgressStep, { knowledge, language }: Speech): string {
  const [progression = '', id = ''] = rule.split('/')
  const named = knowledge.progressions[progression]?.rules.find((each) => each.id === id)
  if (named !== undefined && action === 'ask' && named.action !== 'ask') {
    return messages[language].notKnownYet(named.names[language])
  }
  return (
    named?.names[language] ?? messages[language].stepRules[id] ?? knowledge.constraints[rule]?.names[language] ?? rule
  )
}
