import { evidenceTexts } from '@dosis/text'
import { useWords } from '../frame/words.ts'

/** The words of the evidence pages, with those of the app. */
export function useEvidenceWords() {
  const words = useWords()
  return { ...words, e: evidenceTexts[words.language] }
}

export type EvidenceWords = ReturnType<typeof useEvidenceWords>
