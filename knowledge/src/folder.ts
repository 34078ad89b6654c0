import { fileURLToPath } from 'node:url'

/** The folder with the knowledge files of this repository. */
export const knowledgeFolder = fileURLToPath(new URL('..', import.meta.url))
