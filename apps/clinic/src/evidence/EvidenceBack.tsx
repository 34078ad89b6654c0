import { Link, useLocation } from 'wouter'
import { useShortcuts } from '../frame/use-shortcuts.ts'
import { useEvidenceWords } from './use-evidence-words.ts'

/** The way back to all questions, by hand and by `Escape`. */
export function EvidenceBack() {
  const { e } = useEvidenceWords()
  const [, go] = useLocation()
  useShortcuts({ Escape: () => go('/evidence') })
  return (
    <p className="c-no-print">
      <Link href="/evidence">{e.back}</Link>
    </p>
  )
}
