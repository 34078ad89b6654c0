import { useLanguage } from '../src/index.ts'

/** Picks the words of a specimen in the language of the page. */
export function useWords() {
  const { language } = useLanguage()
  return (nl: string, en: string) => (language === 'nl' ? nl : en)
}
