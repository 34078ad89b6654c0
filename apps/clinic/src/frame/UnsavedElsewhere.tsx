import { Notice } from '@dosis/ui'
import { Link, useLocation } from 'wouter'
import { useFactSavers } from '../intake/fact-saver.tsx'
import { patientPath } from './places.ts'
import { useWords } from './words.ts'

/** Answers about a patient whose page is not open that could not be stored: they stay, and the way back is here. */
export function UnsavedElsewhere() {
  const { t } = useWords()
  const { failing } = useFactSavers()
  const [path] = useLocation()
  const elsewhere = failing.filter((id) => !path.startsWith(patientPath(id)))
  if (elsewhere.length === 0) return null
  return (
    <Notice kind="caution" live title={t.error.notSaved}>
      {elsewhere.map((id) => (
        <Link key={id} href={patientPath(id, 'intake')}>
          {t.error.unsavedElsewhere}
        </Link>
      ))}
    </Notice>
  )
}
