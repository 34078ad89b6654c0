import type { Language } from '@dosis/domain'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type DateStyle, formatDate, formatNumber, formatTime, type NumberFormat } from './format.ts'
import { en } from './messages/en.ts'
import { nl } from './messages/nl.ts'
import { remember, remembered } from './storage.ts'

const key = 'dosis.language'
const messages = { nl, en } as const satisfies Record<Language, typeof nl>

/** Whether a word from outside names a language we speak. */
export const isLanguage = (value: string | null): value is Language => value === 'nl' || value === 'en'

/** The reader's own choice, else the language of the browser, else Dutch. */
function firstLanguage(): Language {
  const chosen = remembered(key)
  if (isLanguage(chosen)) return chosen
  return typeof navigator !== 'undefined' && navigator.language.startsWith('en') ? 'en' : 'nl'
}

interface LanguageState {
  language: Language
  setLanguage: (language: Language) => void
}

const LanguageContext = createContext<LanguageState>({ language: 'nl', setLanguage: () => undefined })

/**
 * Holds the language of the page, keeps it on this device and writes it on `<html lang>`.
 * @param initial starts in this language and leaves the kept choice alone, for tests and pictures
 */
export function LanguageProvider({ initial, children }: { initial?: Language | undefined; children: ReactNode }) {
  const [language, choose] = useState<Language>(() => initial ?? firstLanguage())

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const state = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        remember(key, next)
        choose(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={state}>{children}</LanguageContext>
}

/** The language of the page, the way to change it, and numbers, days and times written in it. */
export function useLanguage() {
  const { language, setLanguage } = useContext(LanguageContext)
  return useMemo(
    () => ({
      language,
      setLanguage,
      formatNumber: (value: number, format?: NumberFormat) => formatNumber(value, language, format),
      formatDate: (date: string, style?: DateStyle) => formatDate(date, language, style),
      formatTime: (instant: string) => formatTime(instant, language),
    }),
    [language, setLanguage],
  )
}

/** The components' own words in the language of the page. */
export function useMessages(): typeof nl {
  return messages[useContext(LanguageContext).language]
}
