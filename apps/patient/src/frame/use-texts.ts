import type { Text } from '@dosis/domain'
import { type PatientTexts, patientTexts } from '@dosis/text/patient'
import { useLanguage } from '@dosis/ui/patient'

/** The sentences of the page's language, and the way to read a text of the knowledge in it. */
export function useTexts(): { texts: PatientTexts; read: (text: Text) => string } & ReturnType<typeof useLanguage> {
  const language = useLanguage()
  return { ...language, texts: patientTexts[language.language], read: (text) => text[language.language] }
}
