import { accessTexts } from '@dosis/text'
import { useWords } from '../frame/words.ts'

/** The words about access to records, with those of the app. */
export function useAccessWords() {
  const words = useWords()
  return { ...words, a: accessTexts[words.language] }
}

export type AccessWords = ReturnType<typeof useAccessWords>
