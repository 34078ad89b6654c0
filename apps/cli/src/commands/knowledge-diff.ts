import { existsSync } from 'node:fs'
import type { Knowledge, Problem } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import {
  knowledgeFolder,
  type NamedPatient,
  type PatientImpact,
  patientImpacts,
  type RuleChange,
  ruleChanges,
  type StoredPatientImpact,
  storedPatientImpacts,
} from '@dosis/knowledge'
import { StartRefused, storedPatients } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { type Io, readJson, type Style } from '../io.ts'
import { messages } from '../messages.ts'
import { knowledgeIn } from './knowledge-folder.ts'
import { placeOf } from './replay.ts'

export const diffCommand = command(
  'diff',
  'what changes from one version of the knowledge to another, and for which patients, the worst first',
  {
    before: { type: 'positional', required: true, valueHint: 'A', description: 'folder of the one version' },
    after: { type: 'positional', required: false, valueHint: 'B', description: 'folder of the other; ours by default' },
    patients: {
      type: 'string',
      valueHint: 'FILE',
      description: 'JSON with patients: a list of facts as assess reads them, or a file of vignettes',
    },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'embedded database of a practice: its patients by id, with the plans that run',
    },
    database: { type: 'string', valueHint: 'URL', description: 'the same from PostgreSQL' },
  },
  async ({ flags, io, style }) => {
    const [before, after] = [folderNamed(flags['before']), folderNamed(flags['after'])].map(knowledgeIn)
    if (before === undefined || after === undefined) throw new RangeError('diff: needs two versions')
    const changes = ruleChanges(before, after)
    const { patients, affected } = await affectedBy({ flags, io }, before, after)
    if (style.json) {
      io.out(JSON.stringify({ before: before.version, after: after.version, changes, patients, affected }, null, 2))
    } else for (const line of linesOf(changes, affected, patients, style)) io.out(line)
    return 0
  },
)

interface Affected {
  /** How many were looked at. */
  readonly patients: number
  readonly affected: readonly (PatientImpact | StoredPatientImpact)[]
}

/**
 * Looks at the patients that are named: those of a file, or those of a practice.
 * @throws {BadInput} both are named, or the database cannot be read
 */
async function affectedBy(
  { flags, io }: Pick<Invocation, 'flags' | 'io'>,
  before: Knowledge,
  after: Knowledge,
): Promise<Affected> {
  const file = flags['patients']
  const isStored = flags['data'] !== undefined || flags['database'] !== undefined
  if (typeof file === 'string' && isStored) {
    throw new BadInput('dosis knowledge diff', [
      { path: '--patients', message: 'needs a file or a database, not both' },
    ])
  }
  if (isStored) {
    const { patients } = await readStored(flags, before)
    return { patients: patients.length, affected: storedPatientImpacts(patients, before, after) }
  }
  const patients = typeof file === 'string' ? readPatients(file, io) : []
  return { patients: patients.length, affected: patientImpacts(patients, before, after) }
}

async function readStored(flags: Invocation['flags'], knowledge: Knowledge) {
  const place = placeOf(flags)
  try {
    return await storedPatients(place, knowledge)
  } catch (error) {
    if (error instanceof StartRefused) {
      throw new BadInput('dosis knowledge diff', [{ path: '', message: error.message }])
    }
    throw error
  }
}

function folderNamed(name: string | boolean | undefined): string {
  const folder = typeof name === 'string' ? name : knowledgeFolder
  if (!existsSync(folder)) throw new BadInput(folder, [{ path: '', message: 'no such folder' }])
  return folder
}

/**
 * Reads patients of a list, or of a file of vignettes; each has an `id`, or else its place in the list.
 * @throws {BadInput} with every problem of every patient
 */
function readPatients(file: string, io: Io): NamedPatient[] {
  const json = readJson(file, io)
  const inVignettes = typeof json === 'object' && json !== null && 'vignettes' in json
  const [path, list] = inVignettes ? ['vignettes', json.vignettes] : ['', json]
  if (!Array.isArray(list)) throw new BadInput(file, [{ path, message: 'needs a list of patients' }])
  const problems: Problem[] = []
  const patients = list.flatMap((entry: unknown, index): NamedPatient[] => {
    const named = typeof entry === 'object' && entry !== null ? (entry as { id?: unknown; input?: unknown }) : {}
    const parsed = parseAssessmentInput(inVignettes || named.input !== undefined ? named.input : entry)
    if (parsed.ok) return [{ id: typeof named.id === 'string' ? named.id : String(index + 1), input: parsed.value }]
    problems.push(...parsed.problems.map((problem) => ({ ...problem, path: `${path}[${index}].${problem.path}` })))
    return []
  })
  if (problems.length > 0) throw new BadInput(file, problems)
  return patients
}

function linesOf(
  changes: readonly RuleChange[],
  affected: Affected['affected'],
  patients: number,
  { language }: Style,
): string[] {
  const say = messages[language].diff
  const rules = changes.map(({ change, rule, keys }) =>
    [say.changes[change], rule, keys.length === 0 ? '' : `(${keys.join(', ')})`].join(' ').trim(),
  )
  const impacts = affected.flatMap(({ patient, impacts: all }) => [
    '',
    patient,
    ...all.map(({ kind, about, before, after }) => `  ${say.impacts[kind]}: ${about}: ${before} → ${after}`),
  ])
  return [
    ...rules,
    say.rulesChanged(changes.length),
    ...(patients === 0 ? [] : [...impacts, '', say.affected(affected.length, patients)]),
  ]
}
