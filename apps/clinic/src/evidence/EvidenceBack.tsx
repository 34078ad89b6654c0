import { Link } from 'wouter'
import { useEvidenceWords } from './use-evidence-words.ts'

/** The way back to all questions, by hand; `Escape` does the same. */
export function EvidenceBack() {
  const { e } = useEvidenceWords()
  return (
    <p className="c-no-print">
      <Link href="/evidence">{e.back}</Link>
    </p>
  )
}
