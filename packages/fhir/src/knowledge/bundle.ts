import type { Knowledge } from '@dosis/domain'
import type { Bundle, BundleEntry } from '@medplum/fhirtypes'
import type { ExportContext } from './canonical.ts'
import { formResources } from './form-resources.ts'
import { libraryResource } from './library-resource.ts'
import { recommendationResource } from './recommendation-resource.ts'

/** Where the resources live when nobody says otherwise: a name that is kept free for examples. */
export const exampleBase = 'https://dosis.example/fhir'

/**
 * The knowledge as resources of FHIR R4: one Library with the criteria, a PlanDefinition for each recommendation and
 * form of exercise, an ActivityDefinition for each dose.
 */
export function knowledgeBundle(knowledge: Knowledge, base = exampleBase): Bundle {
  const context: ExportContext = { knowledge, base }
  const resources = [
    libraryResource(context),
    ...sorted(knowledge.recommendations).map((recommendation) => recommendationResource(recommendation, context)),
    ...sorted(knowledge.forms).flatMap((form) => formResources(form, context)),
  ]
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource): BundleEntry => ({ fullUrl: resource.url as string, resource })),
  }
}

function sorted<Item>(items: Readonly<Record<string, Item>>): Item[] {
  return Object.keys(items)
    .sort()
    .map((id) => items[id] as Item)
}
