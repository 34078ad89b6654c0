import { instrumentTexts } from '@dosis/text'
import { useWords } from '../../frame/words.ts'

/** The words of the app, with those for filling in an instrument. */
export function useInstrumentWords() {
  const words = useWords()
  return { ...words, words: instrumentTexts[words.language] }
}
