import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { checkKnowledge, type Finding, trailOf } from '@dosis/knowledge'
import { defineCommand } from 'citty'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { evidenceResults, readEvidence, trialsOf } from '../evidence/read-evidence.ts'
import { messages } from '../messages.ts'
import { coverageCommand } from './coverage.ts'
import { diffCommand } from './knowledge-diff.ts'
import { exportCommand } from './knowledge-export.ts'
import { folderArgument, folderOf } from './knowledge-folder.ts'

const checkCommand = command(
  'check',
  'lint the knowledge: unknown ids, missing sources and translations, rules that can never or must always hold',
  folderArgument,
  ({ flags, io, style }) => {
    const folder = folderOf(flags)
    const findings = checkKnowledge(folder)
    const errors = findings.filter(({ level }) => level === 'error').length
    if (style.json) {
      io.out(JSON.stringify({ errors, warnings: findings.length - errors, findings }, null, 2))
    } else {
      for (const finding of findings) io.out(lineOf(finding))
      io.out(messages[style.language].findings(errors, findings.length - errors))
    }
    return errors === 0 ? 0 : 1
  },
)

function lineOf({ level, file, path, message }: Finding): string {
  return `${level}: ${file}: ${path === '' ? '' : `${path}: `}${message}`
}

const evidenceCommand = command(
  'evidence',
  'compute the result.json of every question of the evidence; says which differ, or writes them',
  { ...folderArgument, write: { type: 'boolean', description: 'write what was computed' } },
  ({ flags, io, style }) => {
    const folder = folderOf(flags)
    const results = evidenceResults(folder, io)
    const states = results.map(({ file, stored, computed }) => ({
      file: relative(folder, file),
      state: stored === computed ? 'same' : stored === undefined ? 'missing' : 'different',
    }))
    const toWrite = results.filter(({ stored, computed }) => flags['write'] === true && stored !== computed)
    for (const { file, computed } of toWrite) writeFileSync(file, computed)
    const say = messages[style.language]
    if (style.json) io.out(JSON.stringify({ written: toWrite.length > 0, results: states }, null, 2))
    else {
      for (const { file, state } of states)
        io.out(`${file}: ${say.resultStates[state as keyof typeof say.resultStates]}`)
      if (toWrite.length > 0) io.out(say.resultsWritten(toWrite.length))
    }
    return flags['write'] === true || states.every(({ state }) => state === 'same') ? 0 : 1
  },
)

const trailCommand = command(
  'trail',
  'follow a rule, statement, estimate or question to the trials, and back to the rules',
  { id: { type: 'positional', required: true, valueHint: 'ID', description: 'such as REC-OST-C2' }, ...folderArgument },
  ({ flags, io, style }) => {
    const folder = folderOf(flags)
    const id = String(flags['id'])
    const { knowledge, questions } = readEvidence(folder)
    const trail = trailOf(knowledge, questions, id)
    if (trail === undefined) throw new BadInput(id, [{ path: '', message: 'no rule, statement, estimate or question' }])
    const trials = trail.questions.flatMap((question) => trialsOf(folder, question, io))
    if (style.json) io.out(JSON.stringify({ ...trail, trials }, null, 2))
    else {
      const words = messages[style.language].trail
      const lines: readonly [string, readonly string[]][] = [
        [words.rules, trail.rules.map(({ kind, id: rule }) => `${kind}/${rule}`)],
        [words.statements, trail.statements],
        [words.estimates, trail.estimates],
        [words.questions, trail.questions],
        [words.trials, trials.map(({ study }) => study)],
      ]
      for (const [word, ids] of lines) io.out(`${word}: ${ids.length === 0 ? words.none : ids.join(' · ')}`)
    }
    return trail.questions.length === 0 ? 1 : 0
  },
)

export const knowledgeCommand = defineCommand({
  meta: { name: 'knowledge', description: 'look after what medicine knows' },
  subCommands: {
    check: checkCommand,
    coverage: coverageCommand,
    evidence: evidenceCommand,
    trail: trailCommand,
    diff: diffCommand,
    export: exportCommand,
  },
})
