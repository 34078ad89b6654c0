import type { Reason as DomainReason, StatementId } from '@dosis/domain'
import { Disclosure, ReasonChain } from '@dosis/ui'
import type { ReactNode } from 'react'
import { useWords } from '../frame/words.ts'
import { useReasons } from './use-reasons.tsx'

interface WhyProps {
  why: readonly DomainReason[]
  /** Statements of the block that no reason cites. */
  factIds?: readonly StatementId[] | undefined
  estimate?: ReactNode
}

/** The chain behind a block, in full. */
export function Chain({ why, factIds = [], estimate }: WhyProps) {
  const { t } = useWords()
  const { reasonOf, statementsOf } = useReasons()
  const cited = new Set(why.flatMap((reason) => reason.factIds))
  const rest = factIds.filter((id) => !cited.has(id))
  const reasons = why.map((reason, place) => reasonOf(reason, place === 0 ? estimate : undefined))
  const also = statementsOf(rest)
  return (
    <ReasonChain reasons={also.length > 0 ? [...reasons, { rule: t.reason.alsoCited, statements: also }] : reasons} />
  )
}

/** The chain behind a block, one press away. */
export function Why(props: WhyProps & { label?: string }) {
  const { t } = useWords()
  if (props.why.length === 0 && (props.factIds ?? []).length === 0) return null
  return (
    <Disclosure summary={props.label ?? t.reason.why}>
      <Chain {...props} />
    </Disclosure>
  )
}
