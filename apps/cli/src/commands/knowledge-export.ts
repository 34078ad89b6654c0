import type { Knowledge } from '@dosis/domain'
import { cqlLibrary } from '@dosis/fhir'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { folderArgument, folderOf, knowledgeIn } from './knowledge-folder.ts'

/** How the knowledge is written in each format. */
const writers: Readonly<Record<string, (knowledge: Knowledge) => string>> = { cql: cqlLibrary }

export const exportCommand = command(
  'export',
  'write the knowledge in a standard format: cql, the criteria as HL7 Clinical Quality Language',
  {
    ...folderArgument,
    format: { type: 'string', required: true, valueHint: Object.keys(writers).join('|'), description: 'the format' },
  },
  ({ flags, io }) => {
    const format = String(flags['format'])
    const write = Object.hasOwn(writers, format) ? writers[format] : undefined
    if (write === undefined) {
      const message = `needs ${Object.keys(writers).join(' or ')}, got ${format}`
      throw new BadInput('dosis knowledge export', [{ path: '--format', message }])
    }
    io.out(write(knowledgeIn(folderOf(flags))))
    return 0
  },
)
