import type { Truth } from '@dosis/domain'
import { Check, CircleDashed, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../frame/words.ts'

export interface CriterionLine {
  readonly key: string
  readonly words: ReactNode
  /** `null`: not judged, because something before it already decided. */
  readonly truth: Truth | null
}

const marks = { yes: Check, no: Minus, unknown: CircleDashed } as const

/** Criteria, each met, not met or still open: in mark and word, in the order of the source. */
export function CriteriaList({ lines }: { lines: readonly CriterionLine[] }) {
  const { t } = useWords()
  return (
    <ul className="c-criteria">
      {lines.map(({ key, words, truth }) => {
        const Mark = truth === null ? Minus : marks[truth]
        return (
          <li key={key} data-truth={truth ?? 'not-judged'}>
            <Mark className="d-icon" aria-hidden focusable={false} />
            <span className="c-criterion-words">{words}</span>
            <span className="c-criterion-truth">{truth === null ? t.assessment.notJudged : t.truth[truth]}</span>
          </li>
        )
      })}
    </ul>
  )
}
