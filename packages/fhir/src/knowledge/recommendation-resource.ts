import type { Certainty, Recommendation } from '@dosis/domain'
import type { CodeableConcept, Extension, PlanDefinition, PlanDefinitionAction } from '@medplum/fhirtypes'
import { identifier, literal } from '../cql/cql-text.ts'
import { conditionName, listedName, outcomeName, recommendationDecision } from '../cql/names.ts'
import { canonicalOf, citations, definitionParts, type ExportContext, fhirId, nameOf } from './canonical.ts'
import { applicability } from './expression.ts'
import { libraryId } from './library-resource.ts'

/** A recommendation with each of its conditions, its type and its certainty, in the words of its document. */
export function recommendationResource(recommendation: Recommendation, context: ExportContext): PlanDefinition {
  const { id, names, document, mustShow } = recommendation
  const source = context.knowledge.documents[document]
  return {
    resourceType: 'PlanDefinition',
    ...definitionParts('PlanDefinition', fhirId(id), names, context),
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/plan-definition-type', code: 'eca-rule' }] },
    ...(source === undefined ? {} : { publisher: source.publisher, copyright: nameOf(source) }),
    ...(mustShow.length === 0 ? {} : { usage: noticesOf(mustShow, context) }),
    relatedArtifact: citations([id], context),
    library: [canonicalOf('Library', libraryId, context)],
    action: [actionOf(recommendation, context)],
  }
}

/** It may be considered when it is listed, every condition holds, and the decision came out so. */
function actionOf(
  { id, names, type, certainty, conditions }: Recommendation,
  context: ExportContext,
): PlanDefinitionAction {
  const outcome = identifier(outcomeName(recommendationDecision(id)))
  return {
    title: names.en,
    extension: [strengthOf(type), ...(certainty === null ? [] : [qualityOf(certainty)])],
    documentation: conditions.map((condition) => ({
      type: 'documentation' as const,
      label: condition.id,
      display: condition.text.en,
    })),
    condition: [
      applicability(identifier(listedName(id)), context),
      ...conditions.map((condition) => applicability(identifier(conditionName(condition.id)), context)),
      applicability(`${outcome} = ${literal('may_be_considered')}`, context),
    ],
  }
}

const typeWords: Readonly<Record<Recommendation['type'], string>> = {
  formal_conditional: 'formal, conditional',
  informal: 'informal',
  quoted: 'quoted from another guideline',
  none: 'none formulated',
}

/** A conditional recommendation is what GRADE calls weak; an informal one has no strength, only words. */
function strengthOf(type: Recommendation['type']): Extension {
  const coding = { system: 'http://terminology.hl7.org/CodeSystem/recommendation-strength', code: 'weak' }
  const valueCodeableConcept: CodeableConcept = {
    ...(type === 'formal_conditional' ? { coding: [coding] } : {}),
    text: typeWords[type],
  }
  return { url: 'http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation', valueCodeableConcept }
}

function qualityOf(certainty: Certainty): Extension {
  const code = certainty.replace('_', '-')
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence',
    valueCodeableConcept: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/evidence-quality', code }],
      text: certainty.replace('_', ' '),
    },
  }
}

function noticesOf(codes: readonly string[], { knowledge }: ExportContext): string {
  return codes.map((code) => knowledge.notices[code.split(':')[0] ?? code]?.text.en ?? code).join(' ')
}
