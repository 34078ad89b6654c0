import { useLanguage } from '@dosis/ui/patient'

const others = { nl: { language: 'en', name: 'English' }, en: { language: 'nl', name: 'Nederlands' } } as const

/** One touch to the other language, named in itself. */
export function OtherLanguage() {
  const { language, setLanguage } = useLanguage()
  const other = others[language]
  return (
    <button
      type="button"
      className="p-other-language"
      lang={other.language}
      onClick={() => setLanguage(other.language)}
    >
      {other.name}
    </button>
  )
}
