import { type ReactNode, useId, useRef, useState } from 'react'
import { Popover } from 'react-aria-components'
import { useMessages } from './language.tsx'

export interface WhyNumberProps {
  /** The number with its unit, as it stands in the cell. */
  children: ReactNode
  /** What pushed it up, by name of condition, measure or wish. */
  raisedBy?: readonly ReactNode[] | undefined
  /** What held it down. */
  heldBy?: readonly ReactNode[] | undefined
  /** Anything more: the rule as a sentence, a link to the chain. */
  more?: ReactNode
  /** The reason that the therapist gave for a number changed by hand. */
  changed?: ReactNode
}

/**
 * A number with a hairline under it: pointing at it or moving to it shows what pushed it up and what held it down;
 * pressing it keeps that in sight, on a phone too.
 */
export function WhyNumber({ children, raisedBy = [], heldBy = [], more, changed }: WhyNumberProps) {
  const words = useMessages()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [shown, setShown] = useState(false)
  const [kept, setKept] = useState(false)
  const hide = () => {
    setShown(false)
    setKept(false)
  }

  const reasons = (
    <>
      {changed && (
        <p>
          <strong>{words.changedByHand}</strong>: {changed}
        </p>
      )}
      {raisedBy.length > 0 && <Held title={words.raisedBy} by={raisedBy} />}
      {heldBy.length > 0 && <Held title={words.heldBy} by={heldBy} />}
      {more && <div>{more}</div>}
    </>
  )

  return (
    <span className="d-why">
      <button
        ref={button}
        type="button"
        className="d-why-number d-figures"
        data-changed={changed ? '' : undefined}
        aria-describedby={id}
        aria-expanded={shown}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setShown(true)}
        onPointerLeave={(event) => event.pointerType === 'mouse' && !kept && setShown(false)}
        onFocus={(event) => event.target.matches(':focus-visible') && setShown(true)}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !shown) return
          event.stopPropagation()
          hide()
        }}
        onClick={() => {
          setKept(!kept)
          setShown(!kept)
        }}
      >
        {children}
      </button>
      <span id={id} className="d-hidden">
        {shown ? null : reasons}
      </span>
      <Popover
        className="d-popover"
        isNonModal
        triggerRef={button}
        isOpen={shown}
        placement="bottom start"
        onOpenChange={(open) => !open && hide()}
      >
        <section className="d-popover-body" aria-label={words.showWhy}>
          {reasons}
        </section>
      </Popover>
    </span>
  )
}

function Held({ title, by }: { title: string; by: readonly ReactNode[] }) {
  return (
    <div className="d-held">
      <p className="d-caption">{title}</p>
      <ul className="d-held-list">
        {by.map((each, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- reasons of one number keep their order
          <li key={index}>{each}</li>
        ))}
      </ul>
    </div>
  )
}
