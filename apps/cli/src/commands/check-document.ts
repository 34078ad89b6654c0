import { basename, extname } from 'node:path'
import {
  checkDocument,
  describePlace,
  type PrintedDocument,
  readEvidenceJson,
  readPrintedText,
} from '@dosis/evidence/document'
import { command } from '../command.ts'
import { evidenceMessages } from '../evidence/messages.ts'
import { type Io, readJson, readText } from '../io.ts'

export const checkDocumentCommand = command(
  'check-document',
  'find numbers and judgements in printed evidence that do not agree with themselves or each other',
  {
    file: {
      type: 'positional',
      required: true,
      valueHint: 'FILE',
      description: 'text, or JSON of evidence tables; - for standard input',
    },
    with: { type: 'string', valueHint: 'FILE,…', description: 'further documents to compare it with' },
  },
  ({ flags, io, style }) => {
    const others = typeof flags['with'] === 'string' ? flags['with'].split(',') : []
    const documents = [String(flags['file']), ...others].map((file) => readDocument(file.trim(), io))
    const findings = checkDocument(documents)
    if (style.json) io.out(JSON.stringify({ findings }, null, 2))
    else {
      const say = evidenceMessages[style.language]
      for (const { severity, subject, places, calculation, explanation, correction } of findings) {
        io.out(`${say.severity[severity]}: ${subject}: ${explanation[style.language]}`)
        for (const place of places)
          io.out(`  ${describePlace(place)}${place.quote === undefined ? '' : `: ${place.quote}`}`)
        if (calculation !== '') io.out(`  ${calculation}`)
        if (correction !== undefined) io.out(`  ${say.correction}: ${correction}`)
      }
      io.out(findings.length === 0 ? say.noFindings : say.findings(findings.length))
    }
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0
  },
)

function readDocument(file: string, io: Io): PrintedDocument {
  const name = file === '-' ? 'standard input' : basename(file)
  if (extname(file).toLowerCase() === '.json') return readEvidenceJson(name, readJson(file, io))
  return readPrintedText(name, readText(file, name, io))
}
