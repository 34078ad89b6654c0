import type { Figure } from '@dosis/evidence/plot'
import { SegmentedControl } from '@dosis/ui'
import { useState } from 'react'
import { FigureView } from './FigureView.tsx'
import { useEvidenceWords } from './use-evidence-words.ts'

type Name = keyof ReturnType<typeof useEvidenceWords>['e']['pictures']

/** One of several pictures of the same result; the first until the reader chooses. */
export function FigureTabs({ figures }: { figures: Readonly<Partial<Record<Name, Figure>>> }) {
  const { e } = useEvidenceWords()
  const names = (Object.keys(figures) as Name[]).filter((name) => figures[name] !== undefined)
  const [chosen, choose] = useState<Name | undefined>(undefined)
  const shown = names.find((name) => name === chosen) ?? names[0]
  const figure = shown === undefined ? undefined : figures[shown]
  if (shown === undefined || figure === undefined) return null
  return (
    <div className="d-stack">
      {names.length > 1 && (
        <div className="c-figure-choice c-no-print">
          <SegmentedControl
            label={e.picture}
            labelHidden
            options={names.map((name) => ({ value: name, label: e.pictures[name] }))}
            value={shown}
            onChange={choose}
          />
        </div>
      )}
      <FigureView figure={figure} />
    </div>
  )
}
