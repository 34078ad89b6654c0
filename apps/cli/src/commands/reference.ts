import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputProblemError } from '@dosis/evidence'
import {
  isAsRequired,
  judgeReferenceAnswer,
  parseReferenceCase,
  type ReferenceCase,
  type ReferenceVerdict,
  referenceFunctions,
  runReferenceCase,
} from '@dosis/evidence/reference'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { type Io, readJson } from '../io.ts'
import { evidenceMessages } from '../evidence/messages.ts'

/** The most differences that are printed for one analysis; the JSON has the whole result. */
const mostShown = 3

export const referenceCommand = command(
  'reference',
  'rerun every reference case of evidence synthesis in a folder and compare with its results',
  {
    folder: { type: 'positional', required: true, valueHint: 'DIR', description: 'folder with reference cases (JSON)' },
  },
  ({ flags, io, style }) => {
    const cases = readCases(String(flags['folder']), io)
    const answered = cases.map((one) => ({ one, answers: runReferenceCase(one, referenceFunctions) }))
    const judged = answered.map(({ one, answers }) =>
      one.analyses.map((analysis, at) => {
        const answer = answers[at] ?? { id: analysis.id, unsupported: 'not answered' }
        const verdict = judgeReferenceAnswer(one, analysis, answer)
        return { id: analysis.id, verdict, isRight: isAsRequired(analysis, verdict) }
      }),
    )
    if (style.json) {
      const output = answered.map(({ one, answers }) => ({ id: one.id, analyses: answers }))
      io.out(JSON.stringify({ cases: output }))
    } else {
      const say = evidenceMessages[style.language]
      cases.forEach(({ id }, at) => {
        const results = judged[at] ?? []
        const right = results.filter(({ isRight }) => isRight).length
        const worst = Math.max(0, ...results.map(({ verdict }) => ('worst' in verdict ? verdict.worst : 0)))
        io.out(`${id}  ${say.referenceAgrees(right, results.length)}, ${say.worstDifference} ${worst.toExponential(1)}`)
        for (const result of results.filter(({ isRight }) => !isRight)) {
          for (const line of describe(result.verdict)) io.out(`  ${result.id}: ${line}`)
        }
      })
      const all = judged.flat()
      io.out(say.referenceAgrees(all.filter(({ isRight }) => isRight).length, all.length))
    }
    return judged.flat().every(({ isRight }) => isRight) ? 0 : 1
  },
)

/** @throws {BadInput} with every problem of every file, so that one run shows them all */
function readCases(folder: string, io: Io): ReferenceCase[] {
  const problems: string[] = []
  const cases = namesIn(folder).flatMap((name): ReferenceCase[] => {
    const file = join(folder, name)
    try {
      return [parseReferenceCase(readJson(file, io))]
    } catch (error) {
      if (error instanceof InputProblemError)
        problems.push(...error.message.split('\n').map((line) => `${name}: ${line}`))
      else if (error instanceof BadInput) problems.push(...error.lines)
      else throw error
      return []
    }
  })
  if (problems.length > 0)
    throw new BadInput(
      folder,
      problems.map((message) => ({ path: '', message })),
    )
  return cases
}

function namesIn(folder: string): string[] {
  const names = listed(folder).filter((name) => name.endsWith('.json'))
  if (names.length === 0) {
    throw new BadInput(folder, [{ path: '', message: 'holds no reference case (a file that ends in .json)' }])
  }
  return names.map((name) => basename(name)).toSorted()
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT' ? 'no such folder' : code === 'ENOTDIR' ? 'is a file, not a folder' : `cannot be read (${code})`
    throw new BadInput(folder, [{ path: '', message: reason }])
  }
}

function describe(verdict: ReferenceVerdict): string[] {
  if ('message' in verdict) return [`${verdict.verdict}: ${verdict.message}`]
  if (!('differences' in verdict)) return []
  const shown = verdict.differences.slice(0, mostShown).map(({ path, expected, actual, relativeDifference }) => {
    const distance = Number.isFinite(relativeDifference) ? ` (${relativeDifference.toExponential(1)})` : ''
    return `${path}: ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}${distance}`
  })
  const more = verdict.differences.length - shown.length
  return more > 0 ? [...shown, `… and ${more} more`] : shown
}
