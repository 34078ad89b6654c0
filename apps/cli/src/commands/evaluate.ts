import { canonicalJson, type Evaluation, type Knowledge } from '@dosis/domain'
import { parseEvaluationInput } from '@dosis/domain/schemas'
import { evaluate } from '@dosis/engine'
import { terms } from '@dosis/text'
import { command, fileArgument } from '../command.ts'
import { readJson, type Style, valueOf } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
import { newPaper } from '../paper.ts'

export const evaluateCommand = command(
  'evaluate',
  'measurements in; change, measurement error and group threshold apart',
  fileArgument,
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const input = valueOf(file, parseEvaluationInput(readJson(file, io)))
    const knowledge = knowledgeOf()
    const evaluation = evaluate(input, knowledge)
    io.out(style.json ? canonicalJson(evaluation) : describeEvaluation(evaluation, knowledge, style))
    return 0
  },
)

/** An evaluation for people: per instrument the change beside each threshold, and the caveat that it is about groups. */
export function describeEvaluation(evaluation: Evaluation, knowledge: Knowledge, { language, colours }: Style): string {
  const say = messages[language]
  const words = terms[language]
  const paper = newPaper(colours)

  paper.heading(`${say.evaluation}, ${evaluation.on}`)
  paper.line(
    evaluation.isDue || evaluation.dueOn === null ? (evaluation.isDue ? say.due : '') : say.notDue(evaluation.dueOn),
  )
  paper.rows([
    [say.instrument, say.baseline, say.now, say.change, ''].map((head) => paper.ink(head, 'dim')),
    ...evaluation.instruments.map(({ instrument, baseline, now, change, thresholds, withoutThreshold }) => [
      knowledge.instruments[instrument]?.label ?? instrument,
      baseline === null ? '–' : String(baseline.score),
      now === null ? '–' : String(now.score),
      change === null ? '–' : signed(change),
      [
        ...thresholds.map(
          ({ kind, value, upTo }) => `${words.threshold[kind]} ${value}${upTo === null ? '' : `–${upTo}`}`,
        ),
        ...withoutThreshold.map((kind) => `${words.threshold[kind]}: ${say.noThreshold}`),
      ].join('; '),
    ]),
  ])
  paper.line(words.groupCaveat)
  return paper.text()
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change)
}
