import type { Certainty } from '@dosis/domain'
import { useMessages } from './language.tsx'

export type { Certainty } from '@dosis/domain'

const filled = { high: 4, moderate: 3, low: 2, very_low: 1 } as const satisfies Record<Certainty, number>

/** GRADE's four marks (⊕⊕◯◯) with the word, always in the same quiet ink: doubt is no alarm. */
export function CertaintyMark({ certainty }: { certainty: Certainty }) {
  const words = useMessages()
  return (
    <span className="d-certainty">
      <svg viewBox="0 0 58 13" width="58" height="13" aria-hidden focusable="false">
        {[0, 1, 2, 3].map((place) => (
          <g
            key={place}
            transform={`translate(${place * 15 + 6.5} 6.5)`}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.2"
          >
            <circle r="5.6" />
            {place < filled[certainty] && <path d="M-5.6 0H5.6M0-5.6V5.6" />}
          </g>
        ))}
      </svg>
      <span aria-hidden>{words.certainty[certainty]}</span>
      <span className="d-hidden">{words.certaintyOf(words.certainty[certainty])}</span>
    </span>
  )
}
