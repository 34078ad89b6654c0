import { writeFileSync } from 'node:fs'
import { canonicalJson, type Knowledge } from '@dosis/domain'
import { readKnowledge } from './load-knowledge.ts'

/** The knowledge as canonical JSON, with its version: what the server gives the apps. */
export function knowledgeJson(knowledge: Knowledge = readKnowledge()): string {
  return canonicalJson(knowledge)
}

/** Writes that JSON to a file. */
export function writeBundle(path: string, knowledge: Knowledge = readKnowledge()): void {
  writeFileSync(path, knowledgeJson(knowledge))
}
