import { Button } from '@dosis/ui'
import { fileName, saveText } from './save-file.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import type { Downloads as Files } from './work/protocol.ts'

/** The result as files: for programs, for a spreadsheet, and as a script of R that repeats it. */
export function Downloads({ title, files }: { title: string; files: Files }) {
  const { e } = useEvidenceWords()
  const name = fileName(title)
  return (
    <div className="d-row c-no-print" role="group" aria-label={e.files}>
      <Button size="small" onClick={() => saveText(`${name}.json`, files.json, 'application/json')}>
        {e.fileJson}
      </Button>
      <Button size="small" onClick={() => saveText(`${name}.csv`, files.csv, 'text/csv')}>
        {e.fileCsv}
      </Button>
      <Button size="small" onClick={() => saveText(`${name}.R`, files.r, 'text/plain')}>
        {e.fileR}
      </Button>
    </div>
  )
}
