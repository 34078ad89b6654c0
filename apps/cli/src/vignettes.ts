import type { Problem } from '@dosis/domain'
import { parseUndatedAssessmentInput } from '@dosis/domain/schemas'
import type { Vignette, VignetteExpectation } from '@dosis/engine'
import { BadInput } from './bad-input.ts'

const blocks = [
  'population',
  'triage',
  'therapyIndication',
  'referral',
  'recommendations',
  'exercise',
  'instruments',
  'evaluation',
  'stop',
  'mustShow',
  'silent',
  'factIds',
] as const

/**
 * Reads a file of vignettes: `{ schemaVersion, vignettes: [{ id, title, input, expected, … }] }`.
 * @throws {BadInput} with every problem of every vignette
 */
export function parseVignettes(file: string, json: unknown): Vignette[] {
  if (!isRecord(json) || !Array.isArray(json['vignettes'])) {
    throw new BadInput(file, [{ path: 'vignettes', message: 'needs a list of vignettes' }])
  }
  const problems: Problem[] = []
  const vignettes = json['vignettes'].flatMap((entry: unknown, index): Vignette[] => {
    const at = `vignettes[${index}]`
    if (!isRecord(entry) || typeof entry['id'] !== 'string') {
      problems.push({ path: `${at}.id`, message: 'needs the id of a vignette' })
      return []
    }
    const missing = blocks.filter((block) => !isRecord(entry['expected']) || entry['expected'][block] === undefined)
    problems.push(...missing.map((block) => ({ path: `${at}.expected.${block}`, message: 'is missing' })))
    const input = parseUndatedAssessmentInput(entry['input'])
    if (!input.ok) {
      problems.push(...input.problems.map(({ path, message }) => ({ path: `${at}.input.${path}`, message })))
      return []
    }
    const title = typeof entry['title'] === 'string' ? entry['title'] : ''
    return [{ id: entry['id'], title, input: input.value, expected: entry['expected'] as VignetteExpectation }]
  })
  if (problems.length > 0) throw new BadInput(file, problems)
  return vignettes
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
