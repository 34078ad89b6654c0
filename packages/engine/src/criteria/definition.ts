import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judgement.ts'

/**
 * A criterion with a name, judged once per patient.
 * @throws {RangeError} when no definition has the name
 */
export function judgeDefinition(
  { definition }: Extract<Criterion, { definition: unknown }>,
  context: Context,
): Judgement {
  const before = context.judged.get(definition)
  if (before !== undefined) return before
  const defined = context.knowledge.definitions[definition]
  if (defined === undefined) throw new RangeError(`judge: needs a definition of the knowledge, got ${definition}`)
  const judgement = judge(defined.when, context)
  context.judged.set(definition, judgement)
  return judgement
}
