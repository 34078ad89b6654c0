import { useEffect, useRef, useState } from 'react'
import { type ParsedQuantity, parseQuantity, type QuantityBounds } from './parse-quantity.ts'

interface QuantityState {
  value: number | undefined
  onChange: (value: number | undefined) => void
  bounds: QuantityBounds
  /** Milliseconds of rest after which a good number is passed on. */
  settle: number
}

/**
 * What is being typed into a number field, beside the value that is recorded. A good number is passed on after a rest,
 * on leaving, on Enter, and when the field goes away with the page; an emptied field only on leaving or Enter, for the
 * next figure may follow. A refused number is never passed on.
 */
export function useQuantity({ value, onChange, bounds, settle }: QuantityState) {
  const [draft, setDraft] = useState<string | null>(null)
  const [left, setLeft] = useState(true)
  const [seen, setSeen] = useState(value)
  const [passedOn, setPassedOn] = useState<{ value: number | undefined } | null>(null)
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; pass: () => void } | null>(null)

  // Someone else changed the value (undo, another screen): what was being typed gives way to it.
  if (value !== seen) {
    setSeen(value)
    if (!passedOn || passedOn.value !== value) setDraft(null)
  }

  useEffect(
    () => () => {
      clearTimeout(waiting.current?.timer)
      waiting.current?.pass()
    },
    [],
  )

  const rest = () => {
    clearTimeout(waiting.current?.timer)
    waiting.current = null
  }

  /** Passes the text on if it is a number or nothing; answers whether it was. */
  const pass = (text: string): boolean => {
    rest()
    const answer = parseQuantity(text, bounds)
    if (answer.state === 'problem') return false
    const next = answer.state === 'value' ? answer.value : undefined
    setPassedOn({ value: next })
    if (next !== value) onChange(next)
    return true
  }

  const type = (text: string) => {
    rest()
    setDraft(text)
    if (parseQuantity(text, bounds).state !== 'value') return
    const passThis = () => pass(text)
    waiting.current = { timer: setTimeout(passThis, settle), pass: passThis }
  }

  const parsed: ParsedQuantity | undefined = draft === null ? undefined : parseQuantity(draft, bounds)
  const refused = parsed?.state === 'problem' ? parsed.problem : undefined

  return {
    draft,
    /** The number in sight, whether recorded yet or not. */
    current: parsed?.state === 'value' ? parsed.value : value,
    // A number that is still too low may only need its next figure; that is said when the field is left.
    problem: refused && (left || refused.kind !== 'too_low') ? refused : undefined,
    type,
    enter: () => setLeft(false),
    accept: () => {
      setLeft(true)
      if (draft !== null) pass(draft)
    },
    leave: () => {
      setLeft(true)
      if (draft !== null && pass(draft)) setDraft(null)
    },
    /** Back to what is recorded. */
    drop: () => {
      rest()
      setDraft(null)
    },
    clear: () => {
      setDraft(null)
      pass('')
    },
  }
}
