import { conditionFact, type Fact, type FactDefinition, type FactValue } from '@dosis/domain'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newPatient, tellFacts } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { knowledge } from '../../test-support/test-server.ts'
import { derivedFacts } from './assessment-input.ts'

const asked = Object.values(knowledge.facts).filter(({ id }) => !derivedFacts.has(id))
const days = { observedOn: '2026-04-01', changedOn: '2026-03-01' } as const

onBothDatabases('everything that can be asked', startPostgres, (server) => {
  test('is stored with its day, its last change and its source, and comes back as it was told', async () => {
    const { call } = await server().signIn()
    const patientId = await newPatient(call)
    const told: Readonly<Record<string, Fact>> = {
      ...Object.fromEntries(
        asked.map((definition) => [
          definition.id,
          { state: 'known', value: anAnswer(definition), source: 'record', ...days } as const,
        ]),
      ),
      ...Object.fromEntries(
        Object.keys(knowledge.conditions).map((id) => [
          conditionFact(id),
          { state: 'known', value: true, source: 'patient', ...days } as const,
        ]),
      ),
    }
    const { facts } = await tellFacts(call, patientId, told)
    expect(Object.fromEntries(Object.keys(told).map((id) => [id, facts[id]]))).toEqual(told)
  })

  test('and is not there, says that too, where that is an answer of its own', async () => {
    const { call } = await server().signIn()
    const patientId = await newPatient(call)
    const absent = asked.filter(({ canBeAbsent }) => canBeAbsent)
    const told = Object.fromEntries(
      absent.map(({ id }) => [id, { state: 'absent', ...days, source: 'measured' } as const]),
    )
    const { facts } = await tellFacts(call, patientId, told)
    expect(Object.fromEntries(absent.map(({ id }) => [id, facts[id]]))).toEqual(told)
  })

  test('with a source that does not exist is refused', async () => {
    const { call } = await server().signIn()
    const patientId = await newPatient(call)
    const told = { frail: { state: 'known', value: true, source: 'rumour' } as unknown as Fact }
    await expect(tellFacts(call, patientId, told)).rejects.toMatchObject({ details: { status: 400 } })
  })
})

/** Some answer that the question allows. */
function anAnswer({ answer }: FactDefinition): FactValue {
  switch (answer.kind) {
    case 'yes_no':
      return true
    case 'quantity':
      return answer.maximum
    case 'choice':
      return answer.options[0]?.code ?? ''
    case 'choices':
      return answer.options.map(({ code }) => code)
    case 'fractures':
      return [
        {
          site: 'vertebra',
          on: '2026-01-05',
          lowTrauma: true,
          stable: true,
          symptomatic: false,
          imaging: true,
          operated: null,
        },
      ]
    case 'text':
      return 'words'
  }
}
