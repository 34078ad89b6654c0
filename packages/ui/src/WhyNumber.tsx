import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
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
  const body = useRef<HTMLElement>(null)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [shown, setShown] = useState(false)
  const [kept, setKept] = useState(false)
  const hide = () => {
    clearTimeout(leaving.current)
    setShown(false)
    setKept(false)
  }
  const point = () => {
    clearTimeout(leaving.current)
    setShown(true)
  }
  // The pointer may cross to the reasons, to read them magnified or to copy them.
  const leave = () => {
    if (!kept) leaving.current = setTimeout(hide, crossingMilliseconds)
  }
  useEffect(() => () => clearTimeout(leaving.current), [])
  useEffect(() => {
    if (!shown) return undefined
    const close = () => {
      setShown(false)
      setKept(false)
    }
    // Wherever the focus is: before any key of the page, so that Escape closes the reasons and does nothing more.
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      close()
    }
    // Not every browser moves the focus to a button that is pressed, or away from it by a press elsewhere.
    const pressElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !button.current?.contains(target) && !isWithin(body.current, target)) close()
    }
    document.addEventListener('keydown', press, true)
    document.addEventListener('pointerdown', pressElsewhere, true)
    return () => {
      document.removeEventListener('keydown', press, true)
      document.removeEventListener('pointerdown', pressElsewhere, true)
    }
  }, [shown])

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
        onPointerEnter={(event) => event.pointerType === 'mouse' && point()}
        onPointerLeave={(event) => event.pointerType === 'mouse' && leave()}
        onFocus={(event) => event.target.matches(':focus-visible') && setShown(true)}
        onBlur={() => {
          if (!body.current?.matches(':hover')) hide()
        }}
        onClick={() => {
          setKept(!kept)
          setShown(!kept)
        }}
      >
        {children}
      </button>
      {!shown && (
        <span id={id} className="d-hidden">
          {reasons}
        </span>
      )}
      <Popover
        className="d-popover"
        isNonModal
        triggerRef={button}
        isOpen={shown}
        placement="bottom start"
        onOpenChange={(open) => {
          // The page scrolled. A number that was moved to or pressed keeps its reasons: it may itself have been the
          // cause, by coming into sight.
          if (!open && !kept && document.activeElement !== button.current) hide()
        }}
      >
        <section
          id={id}
          ref={body}
          className="d-popover-body"
          aria-label={words.showWhy}
          onPointerEnter={point}
          onPointerLeave={(event) => event.pointerType === 'mouse' && leave()}
        >
          {reasons}
        </section>
      </Popover>
    </span>
  )
}

/** How long the pointer may take from the number to its reasons. */
const crossingMilliseconds = 250

/** The reasons with the room around them. */
const isWithin = (body: HTMLElement | null, target: Node) => body?.parentElement?.contains(target) === true

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
