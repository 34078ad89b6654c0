import type { ExerciseVerdict } from '@dosis/domain'
import {
  Check,
  CheckCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  GitCompare,
  type LucideIcon,
  Minus,
  OctagonX,
} from 'lucide-react'
import { useMessages } from './language.tsx'

/** The eight verdicts, from what may to what must first be asked. */
export type Verdict = ExerciseVerdict

const icons: Record<Verdict, LucideIcon> = {
  allowed: Check,
  allowed_with_conditions: CheckCheck,
  not_supported: Minus,
  not_allowed: OctagonX,
  no_recommendation: CircleSlash,
  conflict: GitCompare,
  silent: CircleDashed,
  unknown: CircleQuestionMark,
}

/** The verdicts in the order in which they are listed. */
export const verdicts = Object.keys(icons) as readonly Verdict[]

export interface VerdictMarkProps {
  verdict: Verdict
  /** Other words than the usual ones, where a sentence asks for them; colour and icon stay. */
  words?: string | undefined
  size?: 'normal' | 'large' | undefined
}

/** A verdict in colour, icon and word, always all three, so that none depends on colour. */
export function VerdictMark({ verdict, words, size = 'normal' }: VerdictMarkProps) {
  const messages = useMessages()
  const Shape = icons[verdict]
  return (
    <span className="d-verdict" data-verdict={verdict} data-size={size}>
      <Shape className="d-icon" aria-hidden focusable={false} strokeWidth={2}>
        {verdict === 'allowed_with_conditions' && (
          <circle cx="20.5" cy="19.5" r="1.9" fill="currentColor" stroke="none" />
        )}
      </Shape>
      <span>{words ?? messages.verdict[verdict]}</span>
    </span>
  )
}
