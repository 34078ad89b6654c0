import { languages } from '@dosis/domain'
import { useLanguage, useMessages } from './language.tsx'

const names = { nl: 'Nederlands', en: 'English' } as const

/** Changes the language of the page; each language is named in itself. */
export function LanguageSwitch({ short }: { short?: boolean | undefined }) {
  const { language, setLanguage } = useLanguage()
  const words = useMessages()
  return (
    <div className="d-switch" role="group" aria-label={words.language}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          aria-label={short ? `${each.toUpperCase()}, ${names[each]}` : undefined}
          onClick={() => setLanguage(each)}
        >
          {short ? each.toUpperCase() : names[each]}
        </button>
      ))}
    </div>
  )
}
