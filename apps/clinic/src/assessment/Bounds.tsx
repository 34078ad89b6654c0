import type { DoseBounds } from '@dosis/domain'
import { useWords } from '../frame/words.ts'
import { boundLines } from './bound-words.ts'

/** The dose as the source prints it. */
export function Bounds({ bounds }: { bounds: DoseBounds }) {
  const words = useWords()
  const lines = boundLines(bounds, words)
  if (lines.length === 0) return null
  return (
    <dl className="c-bounds d-figures">
      {lines.map(({ key, name, told }) => (
        <div key={key} data-open={told === null ? '' : undefined}>
          <dt>{name}</dt>
          <dd>{told ?? words.terms.boundSilent}</dd>
        </div>
      ))}
    </dl>
  )
}
