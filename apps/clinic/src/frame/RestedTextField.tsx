import { TextField, type TextFieldProps } from '@dosis/ui'
import { useEffect, useEffectEvent, useState } from 'react'

const restMilliseconds = 800

/** A line of text that is passed on after a moment of rest, so that not every letter is sent. */
export function RestedTextField({ value, onChange, ...field }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const pass = useEffectEvent(onChange)
  useEffect(() => {
    if (draft === null || draft.trim() === value) return undefined
    const timer = setTimeout(() => pass(draft.trim()), restMilliseconds)
    return () => clearTimeout(timer)
  }, [draft, value])
  return <TextField {...field} value={draft ?? value} onChange={setDraft} />
}
