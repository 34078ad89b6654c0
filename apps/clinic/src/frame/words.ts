import type { DraftText } from '@dosis/domain'
import { clinicTexts, terms } from '@dosis/text'
import { useLanguage } from '@dosis/ui'

/** The words of the app in the language of the page: `t` of the screens, `terms` that all of Dosis shares. */
export function useWords() {
  const language = useLanguage()
  return {
    ...language,
    t: clinicTexts[language.language],
    terms: terms[language.language],
    /** A text of the knowledge; one that is not yet translated stands in English. */
    pick: (text: DraftText) => text[language.language] ?? text.en,
  }
}

export type Words = ReturnType<typeof useWords>
