import { existsSync } from 'node:fs'
import { checkKnowledge, knowledgeFolder, type Finding } from '@dosis/knowledge'
import { defineCommand } from 'citty'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { messages } from '../messages.ts'

const checkCommand = command(
  'check',
  'lint the knowledge: unknown ids, missing sources and translations, rules that can never or must always hold',
  {
    folder: { type: 'positional', required: false, valueHint: 'DIR', description: 'another folder of the same layout' },
  },
  ({ flags, io, style }) => {
    const folder = typeof flags['folder'] === 'string' ? flags['folder'] : knowledgeFolder
    if (!existsSync(folder)) throw new BadInput(folder, [{ path: '', message: 'no such folder' }])
    const findings = checkKnowledge(folder)
    const errors = findings.filter(({ level }) => level === 'error').length
    if (style.json) {
      io.out(JSON.stringify({ errors, warnings: findings.length - errors, findings }, null, 2))
    } else {
      for (const finding of findings) io.out(lineOf(finding))
      io.out(messages[style.language].findings(errors, findings.length - errors))
    }
    return errors === 0 ? 0 : 1
  },
)

function lineOf({ level, file, path, message }: Finding): string {
  return `${level}: ${file}: ${path === '' ? '' : `${path}: `}${message}`
}

export const knowledgeCommand = defineCommand({
  meta: { name: 'knowledge', description: 'look after what medicine knows' },
  subCommands: { check: checkCommand },
})
