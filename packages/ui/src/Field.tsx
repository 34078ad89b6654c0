import { type ReactNode, useId } from 'react'

/** What every field shares. `id` lets a list of open questions bring the cursor here (see `focusField`). */
export interface FieldProps {
  label: string
  id?: string | undefined
  /** A quiet line below: how to measure, what it is for. */
  hint?: ReactNode
  /** What is wrong with the answer, said where it is given. */
  problem?: ReactNode
  /** Beside the label: a reason, a source, a small mark. */
  beside?: ReactNode
  /** Leaves the label to screen readers, where a heading above says the same. */
  labelHidden?: boolean | undefined
  disabled?: boolean | undefined
}

interface FieldFrameProps extends FieldProps {
  /** The answer is not known: the place stays quietly open. */
  open?: boolean | undefined
  caution?: ReactNode
  /** `group`: several inputs under one label, named by `aria-labelledby`; `one`: a single input with a `label`. */
  kind: 'one' | 'group'
  children: (ids: { id: string; labelId: string; describedBy: string | undefined }) => ReactNode
}

/** Label, control, hint and problem in their places; the control is built by the caller with the ids it gets. */
export function FieldFrame({
  id,
  label,
  labelHidden,
  hint,
  problem,
  caution,
  beside,
  open,
  kind,
  children,
}: FieldFrameProps) {
  const own = useId()
  const inputId = id ?? own
  const labelId = `${inputId}-label`
  const noteIds = [hint && `${inputId}-hint`, (problem || caution) && `${inputId}-problem`].filter(Boolean)

  return (
    <div className="d-field" data-open={open ? '' : undefined}>
      <div className={labelHidden ? 'd-hidden' : 'd-field-label'}>
        {kind === 'one' ? (
          <label id={labelId} htmlFor={inputId}>
            {label}
          </label>
        ) : (
          <span id={labelId}>{label}</span>
        )}
        {beside && <span className="d-field-beside">{beside}</span>}
      </div>
      <div className="d-field-control">
        {children({ id: inputId, labelId, describedBy: noteIds.length > 0 ? noteIds.join(' ') : undefined })}
        {hint && (
          <p className="d-field-hint" id={`${inputId}-hint`}>
            {hint}
          </p>
        )}
        <div aria-live="polite" className="d-field-live">
          {problem && (
            <p className="d-field-problem" id={`${inputId}-problem`}>
              {problem}
            </p>
          )}
          {!problem && caution && (
            <p className="d-field-caution" id={`${inputId}-problem`}>
              {caution}
            </p>
          )}
        </div>
      </div>
    </div>
  )
}

/** Fields under one another: label on the left, answer on the right, a hairline between. Stacks on a phone. */
export function FieldList({ children }: { children: ReactNode }) {
  return <div className="d-field-list">{children}</div>
}

/** Brings the cursor to the field with this id, wherever its first input is. Answers whether it was found. */
export function focusField(id: string): boolean {
  const place = document.getElementById(id)
  const input = place?.matches('input, select, textarea, button')
    ? place
    : place?.querySelector<HTMLElement>('input:checked, input, select, textarea, button')
  input?.scrollIntoView({ block: 'center' })
  input?.focus()
  return input != null
}
