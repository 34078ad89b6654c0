import { type FieldProps, TextField } from '@dosis/ui'
import { useEffect, useState } from 'react'

const restMilliseconds = 900

interface TextFactProps extends FieldProps {
  value: string
  onChange: (value: string | undefined) => void
}

/** Free words about the patient, passed on after a moment of rest. */
export function TextFact({ value, onChange, ...field }: TextFactProps) {
  const [draft, setDraft] = useState<string | null>(null)
  // oxlint-disable-next-line react/exhaustive-deps -- `onChange` is new at each render; the draft is what counts
  useEffect(() => {
    if (draft === null || draft === value) return undefined
    const timer = setTimeout(() => onChange(draft.trim() === '' ? undefined : draft), restMilliseconds)
    return () => clearTimeout(timer)
  }, [draft, value])
  return <TextField {...field} value={draft ?? value} onChange={setDraft} maxLength={500} />
}
