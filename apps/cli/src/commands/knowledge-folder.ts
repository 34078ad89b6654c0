import { existsSync } from 'node:fs'
import type { Knowledge } from '@dosis/domain'
import { knowledgeFolder, loadKnowledge } from '@dosis/knowledge'
import { BadInput } from '../bad-input.ts'
import type { Invocation } from '../command.ts'

export const folderArgument = {
  folder: { type: 'positional', required: false, valueHint: 'DIR', description: 'another folder of the same layout' },
} as const

/** @throws {BadInput} when there is no such folder */
export function folderOf(flags: Invocation['flags']): string {
  const folder = typeof flags['folder'] === 'string' ? flags['folder'] : knowledgeFolder
  if (!existsSync(folder)) throw new BadInput(folder, [{ path: '', message: 'no such folder' }])
  return folder
}

/** @throws {BadInput} with every problem that the reader found */
export function knowledgeIn(folder: string): Knowledge {
  const loaded = loadKnowledge(folder)
  if (!loaded.ok) throw new BadInput(folder, loaded.problems)
  return loaded.value
}
