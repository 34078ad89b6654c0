import type { Knowledge } from '@dosis/domain'
import { cqlLibrary, exampleBase, knowledgeBundle } from '@dosis/fhir'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { folderArgument, folderOf, knowledgeIn } from './knowledge-folder.ts'

/** How the knowledge is written in each format. */
const writers: Readonly<Record<string, (knowledge: Knowledge, base: string) => string>> = {
  cql: cqlLibrary,
  fhir: (knowledge, base) => JSON.stringify(knowledgeBundle(knowledge, base), null, 2),
}

export const exportCommand = command(
  'export',
  'write the knowledge in a standard format: cql (HL7 Clinical Quality Language) or fhir (R4 bundle)',
  {
    ...folderArgument,
    format: { type: 'string', required: true, valueHint: Object.keys(writers).join('|'), description: 'the format' },
    base: { type: 'string', valueHint: 'URL', description: `address of the resources of fhir (${exampleBase})` },
  },
  ({ flags, io }) => {
    const format = String(flags['format'])
    const write = Object.hasOwn(writers, format) ? writers[format] : undefined
    if (write === undefined) {
      const message = `needs ${Object.keys(writers).join(' or ')}, got ${format}`
      throw new BadInput('dosis knowledge export', [{ path: '--format', message }])
    }
    io.out(write(knowledgeIn(folderOf(flags)), baseOf(flags['base'])))
    return 0
  },
)

/** @throws {BadInput} when it is no address of the web */
function baseOf(base: string | boolean | undefined): string {
  if (typeof base !== 'string') return exampleBase
  if (!/^https?:\/\/[^\s|]+$/.test(base)) {
    throw new BadInput('dosis knowledge export', [{ path: '--base', message: `needs an http(s) address, got ${base}` }])
  }
  return base.replace(/\/+$/, '')
}
