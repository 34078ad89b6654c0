import { canonicalJson, type Knowledge, type Progress } from '@dosis/domain'
import { parseProgressInput } from '@dosis/domain/schemas'
import { progress } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { readJson, type Style, valueOf } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
import { newPaper } from '../paper.ts'

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

/** A proposal for people: the step of each prescription, with what was observed against what was asked. */
export function describeProgress(proposal: Progress, knowledge: Knowledge, { language, colours }: Style): string {
  const say = messages[language]
  const words = terms[language]
  const paper = newPaper(colours)

  paper.heading(`${say.steps}, ${proposal.on}`)
  paper.rows(
    proposal.steps.map(({ prescription, action, from, to, observed, factIds }) => [
      knowledge.forms[prescription]?.names[language] ?? prescription,
      words.progressAction[action],
      from === null ? '' : `${from} → ${to ?? from}`,
      observed
        .map(
          ({ what, observed: seen, needed }) =>
            `${words.observation[what].name} ${seen ?? '?'}${needed === null ? '' : ` (${needed})`}`,
        )
        .join(', '),
      paper.ink(factIds.join(' '), 'dim'),
    ]),
  )
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
