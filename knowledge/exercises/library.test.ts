import { nearestAllowed, permissions, plan } from '@dosis/engine'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { patientsOf } from '../../test-support/patients.ts'
import { readKnowledge } from '../src/index.ts'

vi.setConfig({ testTimeout: 120_000 })

const knowledge = readKnowledge()
const all = Object.values(knowledge.exercises)
const runs = Number(process.env.DOSIS_RUNS ?? 300)

test('there is something to choose of every kind', () => {
  const counted = (modality: string) => all.filter((one) => one.modality === modality).length
  expect(all.length).toBeGreaterThanOrEqual(120)
  for (const modality of ['resistance', 'balance', 'flexibility', 'aerobic', 'impact', 'breathing'])
    expect(counted(modality), modality).toBeGreaterThanOrEqual(8)
  expect(all.filter(({ purposes }) => purposes.includes('posture')).length).toBeGreaterThanOrEqual(8)
})

test.each(all.map((one) => [one.id, one] as const))('%s is told step by step in both languages', (_, one) => {
  const { instruction, breathing, modality, isometric } = one
  expect(instruction?.nl).toHaveLength(instruction?.en.length ?? 0)
  expect(instruction?.nl.length).toBeGreaterThanOrEqual(2)
  for (const line of instruction?.nl ?? []) {
    expect(line).not.toMatch(/\b(je|jij|jouw|jezelf)\b/i)
    for (const sentence of line.split(/(?<=[.!?]) /)) expect(sentence.split(' ').length, sentence).toBeLessThan(25)
  }
  // strength and what is held still come with how to breathe
  if (modality === 'resistance' || isometric) expect(breathing).not.toBeNull()
})

test('the force on the feet is given only where the guideline names the movement', () => {
  const given = all.flatMap(({ id, groundReactionForce: force }) => (force === undefined ? [] : [[id, force] as const]))
  const byDefinition = { atLeastBodyWeights: 1, factIds: ['ELG-OST-25'] }
  for (const [id, force] of given) {
    expect(force, id).toEqual(byDefinition)
    expect(knowledge.exercises[id]?.impact, id).toMatchObject({ class: 2 })
  }
})

test('every description waits for a clinician', () => {
  expect(all.filter(({ review }) => review?.state !== 'awaiting_review').map(({ id }) => id)).toEqual([])
})

test('jumping and landing on one leg, narrow feet and closed eyes are marked as a risk of falling', () => {
  const risksOf = (id: string) => knowledge.exercises[id]?.fallRisk
  expect(risksOf('hopping')).toEqual(['one-leg', 'jump'])
  expect(risksOf('stand-eyes-closed')).toEqual(['narrow-base', 'eyes-closed'])
  expect(risksOf('bridge')).toEqual([])
  const jumps = all.filter(({ fallRisk }) => fallRisk?.includes('jump'))
  expect(jumps.filter(({ impact }) => impact?.class !== 2)).toEqual([])
})

describe('in a plan', () => {
  const own = new Set(Object.values(knowledge.forms).flatMap(({ exercises }) => exercises))
  const equipment = [...new Set(all.flatMap((one) => one.equipment))]
  const forms = Object.keys(knowledge.forms)

  test('an alternative never comes in unless it is chosen', () => {
    const check = fc.property(patientsOf(knowledge), (assessment) => {
      const { prescriptions } = plan({ assessment, preferences: { equipment, forms } }, knowledge)
      expect(prescriptions.flatMap(({ exercises }) => exercises).filter((id) => !own.has(id))).toEqual([])
    })
    fc.assert(check, { numRuns: runs, seed: 12 })
  })

  test('what a form holds back is held back with its alternatives; the nearest in its place is always allowed', () => {
    let replaced = 0
    const check = fc.property(patientsOf(knowledge), fc.constantFrom(...all.map(({ id }) => id)), (assessment, id) => {
      const judged = permissions({ assessment, preferences: { equipment } }, knowledge)
      const nearest = nearestAllowed(id, judged, knowledge)
      if (nearest === null) return
      if (nearest !== id) replaced += 1
      const verdict = judged.find(({ exercise }) => exercise === nearest)?.verdict
      expect(['allowed', 'allowed_with_conditions']).toContain(verdict)
      const purposes = knowledge.exercises[nearest]?.purposes ?? []
      expect(purposes.some((one) => knowledge.exercises[id]?.purposes.includes(one))).toBe(true)
    })
    fc.assert(check, { numRuns: runs, seed: 13 })
    expect(replaced).toBeGreaterThan(0)
  })
})
