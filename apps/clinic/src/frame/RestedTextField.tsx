import { TextField, type TextFieldProps } from '@dosis/ui'
import { useEffect, useEffectEvent, useState } from 'react'

const restMilliseconds = 800

/** A line of text that is passed on after a moment of rest, or at once when its page goes away. */
export function RestedTextField({ value, onChange, ...field }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const pass = useEffectEvent(() => {
    if (draft !== null && draft.trim() !== value) onChange(draft.trim())
  })
  useEffect(() => {
    if (draft === null) return undefined
    const timer = setTimeout(() => pass(), restMilliseconds)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => () => pass(), [])
  return <TextField {...field} value={draft ?? value} onChange={setDraft} />
}
