import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

let server: TestServer
let therapist: Visitor
beforeAll(async () => {
  server = await openTestServer({ memory: true })
  therapist = await server.signIn()
})
afterAll(() => server.close())

const filledIn = { 'side-by-side': 10, 'semi-tandem': 10, tandem: 4.25, course: '3-m', gait: 4.66, chair: 'unable' }

test('what was filled in is kept with the score, beside scores of an app that sends the score alone', async () => {
  const params = { patientId: 'p-parts' }
  const details = { name: 'Test Person', birthDate: '1950-01-01', sex: 'female' } as const
  await therapist.call('createPatient', { body: { ...params, details } })
  const { measurements } = await therapist.call('recordMeasurements', {
    params,
    body: {
      measurements: [
        { eventId: 'with-parts', instrument: 'sppb', on: '2026-05-04', score: 5, filledIn },
        { eventId: 'alone', instrument: 'sppb', on: '2026-05-03', score: 7 },
      ],
    },
  })
  expect(measurements).toMatchObject([
    { eventId: 'with-parts', score: 5, filledIn },
    { eventId: 'alone', score: 7 },
  ])
  expect(measurements[1]).not.toHaveProperty('filledIn')
})
