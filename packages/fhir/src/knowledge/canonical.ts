import type { Citation as Cited, Knowledge, SourceDocument, StatementId, Text } from '@dosis/domain'
import type { Extension, RelatedArtifact } from '@medplum/fhirtypes'

/** What every resource of the knowledge needs: the knowledge itself, and the address below which its resources live. */
export interface ExportContext {
  readonly knowledge: Knowledge
  /** Such as `https://practice.example/fhir`, without a slash at the end. */
  readonly base: string
}

/** An id of FHIR: letters, digits, hyphens and points, at most 64. */
export function fhirId(text: string): string {
  const id = text.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')
  if (id.length === 0 || id.length > 64) throw new RangeError(`fhirId: needs 1 to 64 characters, got ${text}`)
  return id
}

/** A name that programs can use: letters and digits, beginning with a capital. */
export function computableName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

export function canonicalOf(type: string, id: string, { base, knowledge }: ExportContext): string {
  return `${base}/${type}/${id}|${knowledge.version}`
}

/** What all resources of the knowledge share. They are drafts: no clinician has signed them. */
export function definitionParts(type: string, id: string, names: Text, { base, knowledge }: ExportContext) {
  return {
    id,
    url: `${base}/${type}/${id}`,
    version: knowledge.version,
    name: computableName(id),
    title: names.en,
    _title: { extension: [translation('nl', names.nl)] },
    status: 'draft' as const,
    experimental: true,
  }
}

/** @source FHIR R4, extension "translation" */
export function translation(language: string, text: string): Extension {
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/translation',
    extension: [
      { url: 'lang', valueCode: language },
      { url: 'content', valueString: text },
    ],
  }
}

/** The statements behind a rule, each with its place in its document. */
export function citations(factIds: readonly StatementId[], { knowledge }: ExportContext): RelatedArtifact[] {
  return factIds.map((id) => {
    const statement = knowledge.statements[id]
    const document = statement === undefined ? undefined : knowledge.documents[statement.document]
    const where = document === undefined ? '' : `: ${nameOf(document)}, ${statement?.at ?? ''}`
    return { type: 'citation', label: id, display: `${id}${where}` }
  })
}

/** The document with its edition and, where it has one, its status. */
export function nameOf({ title, edition, statusNote }: SourceDocument): string {
  return [title.en, edition, statusNote?.en].filter((part) => part !== null && part !== undefined).join(', ')
}

export function statementsOf(row: Pick<Cited, 'factIds'>): readonly StatementId[] {
  return [...new Set(row.factIds)]
}
