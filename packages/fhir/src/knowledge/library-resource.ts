import type { Library, ParameterDefinition } from '@medplum/fhirtypes'
import { cqlLibrary, libraryName } from '../cql/library.ts'
import { definitionParts, type ExportContext, fhirId } from './canonical.ts'

export const libraryId = fhirId(libraryName)

/** The criteria in Clinical Quality Language, as a Library of FHIR that the plan definitions refer to. */
export function libraryResource(context: ExportContext): Library {
  const names = { en: 'Criteria of Dosis', nl: 'Criteria van Dosis' }
  return {
    resourceType: 'Library',
    ...definitionParts('Library', libraryId, names, context),
    name: libraryName,
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'logic-library' }] },
    parameter: [
      parameter('Today', 'date'),
      parameter('TreatmentStart', 'date'),
      parameter('Requests', 'string', '*'),
      parameter('Measured', 'string', '*'),
    ],
    content: [{ contentType: 'text/cql', data: toBase64(cqlLibrary(context.knowledge)) }],
  }
}

function parameter(name: string, type: string, max = '1'): ParameterDefinition {
  return { name, use: 'in', min: 0, max, type: type as ParameterDefinition['type'] }
}

/** Base64 of the UTF-8 bytes; runs in a browser too. */
function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
