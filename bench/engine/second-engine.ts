// `node bench/engine/second-engine.ts [--patients 300]`: every criterion of the knowledge, and what each decision comes
// to, judged by our engine and by cql-execution (HL7) for the same patients, in one run. Exit code 1 when they differ.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { AssessmentInput, Criterion, Truth } from '@dosis/domain'
import {
  appliesName,
  conditionName,
  constraintName,
  cqlLibrary,
  cqlParameters,
  definitionName,
  listedName,
  rowName,
  targetName,
} from '@dosis/fhir'
import { readKnowledge } from '@dosis/knowledge'
import { readyKnowledge } from '../../packages/engine/src/assessment/ready-knowledge.ts'
import { takeDecisions } from '../../packages/engine/src/assessment/take-decisions.ts'
import { criterionCompiler } from '../../packages/engine/src/compiled/compile-criteria.ts'
import { blankPatient, patientOf } from '../../packages/engine/src/compiled/patient.ts'
import { type Predicate, truthOf } from '../../packages/engine/src/compiled/predicate.ts'
import { makeSlots } from '../../packages/engine/src/compiled/slots.ts'
import { cqlRunner, translateCql } from '../../test-support/translate-cql.ts'
import { patientMaker } from './patients.ts'

const { values } = parseArgs({ options: { patients: { type: 'string' } } })
const count = Number(values.patients ?? 300)
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write('second-engine: --patients needs a whole number from 1 on\n')
  process.exit(2)
}

const knowledge = readKnowledge()
const ready = readyKnowledge(knowledge)
const slots = makeSlots()
const { compile, count: predicates } = criterionCompiler(knowledge, slots, {
  indexOf: (id) => ready.order.find((decision) => decision.id === id)?.index ?? null,
  find: (id) => ready.order.find((decision) => decision.id === id),
})
const criteria: readonly (readonly [name: string, predicate: Predicate])[] = namedCriteria().map(
  ([name, when]) => [name, compile(when)] as const,
)
const blank = blankPatient(slots, predicates())

/** Takes every decision from the facts, then judges every criterion: nothing is left out because it decides nothing. */
function judgeAll(input: AssessmentInput): readonly Truth[] {
  const deciding = patientOf(input, knowledge, ready.blank)
  takeDecisions(ready.order, deciding)
  const patient = { ...patientOf(input, knowledge, blank), taken: deciding.taken }
  return criteria.map(([, predicate]) => truthOf(predicate, patient))
}

function measuredIn(input: AssessmentInput): string[] {
  return [...patientOf(input, knowledge, ready.blank).measurements]
    .filter(([, { now, improvement }]) => now !== undefined || improvement !== undefined)
    .map(([id]) => id)
}

function namedCriteria(): [string, Criterion][] {
  const named = (name: string, when: Criterion | undefined): [string, Criterion][] =>
    when === undefined ? [] : [[name, when]]
  return [
    ...Object.values(knowledge.definitions).flatMap(({ id, when }) => named(definitionName(id), when)),
    ...Object.values(knowledge.decisions).flatMap(({ id, appliesWhen, rows }) => [
      ...named(appliesName(id), appliesWhen),
      ...rows.flatMap((row) => named(rowName(id, row.id), row.when)),
    ]),
    ...Object.values(knowledge.recommendations).flatMap(({ id, listedWhen, before, met, conditions }) => [
      ...named(listedName(id), listedWhen),
      ...[...before, ...met].flatMap((row) => named(rowName(id, row.id), row.when)),
      ...conditions.flatMap((condition) => named(conditionName(condition.id), condition.when)),
    ]),
    ...Object.values(knowledge.forms).flatMap(({ id, listedWhen, rows }) => [
      ...named(listedName(id), listedWhen),
      ...rows.flatMap((row) => named(rowName(id, row.id), row.when)),
    ]),
    ...Object.values(knowledge.constraints).flatMap(({ id, when, target: { never, notAloneWhen } = {} }) => [
      ...named(constraintName(id), when),
      ...named(targetName(id, 'never'), never),
      ...named(targetName(id, 'not-alone'), notAloneWhen),
    ]),
  ]
}

const make = patientMaker(knowledge)
const patients = Array.from({ length: count }, (_, number) => make(number))
const load = loadavg()
  .map((one) => one.toFixed(1))
  .join(' ')
process.stdout.write(`${count} patients, ${criteria.length} criteria, load ${load}\n`)

const translating = performance.now()
const runCql = cqlRunner(translateCql(cqlLibrary(knowledge)))
process.stdout.write(`translation of the library: ${((performance.now() - translating) / 1000).toFixed(1)} s\n`)

/** Both engines are warm before they are timed: a first round over some patients counts for neither. */
for (const patient of patients.slice(0, 50)) {
  judgeAll(patient)
  await runCql(cqlParameters(patient, knowledge, measuredIn(patient)))
}

const ourStart = performance.now()
const ours = patients.map(judgeAll)
const ourTime = (performance.now() - ourStart) / count

const parameters = patients.map((patient) => cqlParameters(patient, knowledge, measuredIn(patient)))
const theirStart = performance.now()
const theirs: Readonly<Record<string, unknown>>[] = []
for (const each of parameters) theirs.push(await runCql(each))
const theirTime = (performance.now() - theirStart) / count

const inCql: Readonly<Record<Truth, boolean | null>> = { yes: true, no: false, unknown: null }
const differences = ours.flatMap((truths, number) =>
  truths.flatMap((truth, at) => {
    const name = criteria[at]?.[0] ?? ''
    return theirs[number]?.[name] === inCql[truth] ? [] : [`patient ${number}, ${name}: ours ${truth}`]
  }),
)
process.stdout.write(
  [
    `our engine    ${(ourTime * 1000).toFixed(1).padStart(10)} µs a patient`,
    `cql-execution ${(theirTime * 1000).toFixed(1).padStart(10)} µs a patient`,
    `ratio         ${(theirTime / ourTime).toFixed(0).padStart(10)}`,
    `verdicts that differ: ${differences.length} of ${count * criteria.length}`,
    ...differences.slice(0, 10),
    '',
  ].join('\n'),
)
process.exitCode = differences.length === 0 ? 0 : 1
