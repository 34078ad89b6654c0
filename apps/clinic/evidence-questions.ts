import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readKnowledge, readQuestions, trailOf } from '@dosis/knowledge'
import type { Plugin } from 'vite'
import { fileURLToPath } from 'node:url'

const name = 'virtual:evidence-questions'
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../knowledge/evidence')

/**
 * The questions of `knowledge/evidence` as one module: what was asked, the rows of the trials where the source prints
 * them, what was computed from them, and which rules lean on the answer. They are part of the app, like its words.
 */
export function evidenceQuestions(): Plugin {
  return {
    name: 'evidence-questions',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(readAll())}` : undefined),
  }
}

function readAll() {
  const parsed = readQuestions()
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  const knowledge = readKnowledge()
  return Object.values(parsed.value).map((question) => {
    const result = JSON.parse(readFileSync(join(folder, question.id, 'result.json'), 'utf8'))
    const rules = trailOf(knowledge, parsed.value, question.id)?.rules ?? []
    return {
      question,
      studies: question.pooling === null ? null : readFileSync(join(folder, question.id, 'studies.csv'), 'utf8'),
      pooled: result.recomputed?.pooled ?? null,
      compared: result.recomputed?.compared ?? [],
      rules: rules.map(({ id, cites }) => ({ id, cites })),
    }
  })
}
