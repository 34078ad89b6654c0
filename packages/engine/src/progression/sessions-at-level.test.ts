import type { Plan, SessionPart } from '@dosis/domain'
import { expect, test } from 'vitest'
import { plainPrescription, plan as runWalkPlan, prescription as runWalk } from './fixture.ts'
import { currentLevels, sessionsAtLevels } from './sessions-at-level.ts'

const running = runWalkPlan.sessions[0]?.parts[0] as SessionPart
const stamping: SessionPart = { kind: 'impact', exercise: 'stamping', sets: 5, impactsPerSet: 10, restSeconds: null }
const press: SessionPart = { kind: 'continuous', exercise: 'walking', minutes: 20 }

const walking = plainPrescription('walking')
const impact = plainPrescription('impact', { programme: { exercises: ['stamping', 'hopping'] } })
const elsewhere = [
  { ...runWalk, id: 'run-elsewhere', levels: [{ runSeconds: 1, walkSeconds: 1 }] },
  { ...impact, id: 'impact-elsewhere', programme: { exercises: ['plank'] } },
]

/** Parts of a session that carries out all of the prescriptions, at the levels given; two others stand elsewhere. */
function partsAt(
  levels: Readonly<Record<string, number | null>>,
  parts: readonly SessionPart[],
  of = [walking, impact, runWalk],
) {
  const plan: Plan = {
    ...runWalkPlan,
    prescriptions: [...elsewhere, ...of],
    sessions: [{ id: 'all', prescriptions: of.map(({ id }) => id), parts }],
  }
  const everywhere = { ...levels, 'run-elsewhere': 1, 'impact-elsewhere': 1 }
  return sessionsAtLevels(plan, everywhere)[0]?.parts
}

const all = [running, stamping, press]

test('intervals and graded forms have the level of their own prescription; nothing else changes', () => {
  expect(partsAt({ run_walk_programme: 2, impact: 2 }, all)).toEqual([
    { ...running, level: 2, runSeconds: 25, walkSeconds: 150 },
    { ...stamping, exercise: 'hopping', level: 2 },
    press,
  ])
})

test.each([
  ['of which no level is known', {}],
  ['whose level is none', { run_walk_programme: null, impact: null }],
  ['whose level does not exist', { run_walk_programme: 14, impact: 3 }],
])('a prescription %s keeps its parts', (_, levels) => {
  expect(partsAt(levels, all)).toEqual(all)
})

test('a session of prescriptions without levels keeps its parts', () => {
  expect(partsAt({ walking: 1 }, all, [walking])).toEqual(all)
})

test.each([{ runSeconds: 20 }, { walkSeconds: 20 }, {}])('a level of %j says too little', (level) => {
  const of = { ...runWalk, levels: [level] }
  expect(partsAt({ run_walk_programme: 1 }, [running], [of])).toEqual([running])
})

test('repetitions are no more than fit at the level', () => {
  const at = (repetitions: number) => {
    const of = { ...runWalk, levels: [{ runSeconds: 20, walkSeconds: 160, repetitions }] }
    return partsAt({ run_walk_programme: 1 }, [running], [of])?.[0]
  }
  expect(at(12)).toMatchObject({ repetitions: 10, minRepetitions: 6, maxRepetitions: 10 })
  expect(at(8)).toMatchObject({ repetitions: 8, minRepetitions: 6, maxRepetitions: 8 })
  expect(at(5)).toMatchObject({ repetitions: 5, minRepetitions: 5, maxRepetitions: 5 })
})

test('the levels now are those from which the steps go', () => {
  const step = { action: 'advance', rule: '', observed: [], factIds: [] } as const
  const steps = [
    { ...step, prescription: 'running', from: 2, to: 3 },
    { ...step, prescription: 'walking', from: null, to: null },
  ]
  const answer = { on: '2026-05-11', knowledgeVersion: '', steps, alerts: [], weeks: [], why: [], facts: [] }
  expect(currentLevels(answer)).toEqual({ running: 2, walking: null })
})
