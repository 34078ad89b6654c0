import type { Criterion, FactDefinition, FactId, Knowledge } from '@dosis/domain'
import { type Define, defineText, identifier } from './cql-text.ts'
import { type CqlContext, criterionToCql } from './criterion-to-cql.ts'
import { decisionToCql, formToCql, recommendationToCql } from './decisions-to-cql.ts'
import { fracturesDefine } from './fracture-to-cql.ts'
import { absentElement, constraintName, definitionName, targetName } from './names.ts'

export const libraryName = 'DosisCriteria'

/**
 * Writes every criterion of the knowledge, and what each decision comes to, as one library of HL7 Clinical Quality
 * Language. It needs no model of FHIR: facts come in as parameters, a missing element is unknown, and each define is
 * true, false or null as the criterion is yes, no or unknown.
 * @source HL7 Clinical Quality Language 1.5, section 9.O on nullological operators
 */
export function cqlLibrary(knowledge: Knowledge): string {
  const defines = libraryDefines(knowledge)
  return [
    `library ${libraryName} version '${knowledge.version}'`,
    '',
    'parameter Today Date',
    'parameter TreatmentStart Date',
    'parameter Requests List<String>',
    'parameter Measured List<String>',
    `parameter Facts Tuple {\n${factElements(knowledge).join(',\n')}\n}`,
    '',
    ...defines.map(defineText),
  ].join('\n')
}

/** The defines of the library: definitions, decisions with their rows, recommendations, forms, limits of doses, targets of intensity. */
export function libraryDefines(knowledge: Knowledge): readonly Define[] {
  const context: CqlContext = knowledge
  const byId = <Item>(items: Readonly<Record<string, Item>>): Item[] =>
    Object.keys(items)
      .sort()
      .map((id) => items[id] as Item)
  const named = (name: string, when: Criterion): Define => ({ name, expression: criterionToCql(when, context) })
  return [
    fracturesDefine,
    ...byId(knowledge.definitions).map(({ id, when }) => named(definitionName(id), when)),
    ...byId(knowledge.decisions).flatMap((table) => decisionToCql(table, context)),
    ...byId(knowledge.recommendations).flatMap((recommendation) => recommendationToCql(recommendation, context)),
    ...byId(knowledge.forms).flatMap((form) => formToCql(form, context)),
    ...byId(knowledge.constraints).flatMap(({ id, when, target: { never, notAloneWhen } = {} }) => [
      named(constraintName(id), when),
      ...(never === undefined ? [] : [named(targetName(id, 'never'), never)]),
      ...(notAloneWhen === undefined ? [] : [named(targetName(id, 'not-alone'), notAloneWhen)]),
    ]),
  ]
}

/** The conditions that a criterion anywhere in the knowledge asks about. */
export function conditionFacts(knowledge: Knowledge): FactId[] {
  return Object.keys(knowledge.conditions)
    .sort()
    .map((id) => `condition-${id}`)
}

function factElements(knowledge: Knowledge): string[] {
  const facts = Object.keys(knowledge.facts)
    .sort()
    .flatMap((id) => elementsOf(knowledge.facts[id] as FactDefinition))
  return [...facts, ...conditionFacts(knowledge).map((id) => element(id, 'Boolean'))]
}

function elementsOf({ id, answer }: FactDefinition): string[] {
  switch (answer.kind) {
    case 'yes_no':
      return [element(id, 'Boolean')]
    case 'quantity':
      return [element(id, 'Decimal'), element(absentElement(id), 'Boolean')]
    case 'choice':
    case 'text':
      return [element(id, 'String'), element(absentElement(id), 'Boolean')]
    case 'choices':
      return [element(id, 'List<String>')]
    case 'fractures':
      return [element(id, `List<${fractureTuple}>`)]
  }
}

const fractureTuple = `Tuple { ${[
  ['site', 'String'],
  ['on', 'Date'],
  ['weeksAgo', 'Decimal'],
  ['lowTrauma', 'Boolean'],
  ['stable', 'Boolean'],
  ['symptomatic', 'Boolean'],
  ['imaging', 'Boolean'],
  ['operated', 'Boolean'],
  ['consolidation', 'String'],
]
  .map(([name, type]) => `"${name}" ${type}`)
  .join(', ')} }`

function element(name: string, type: string): string {
  return `  ${identifier(name)} ${type}`
}
