import { type Figure, toSvg } from '@dosis/evidence/plot'
import { Button, Disclosure } from '@dosis/ui'
import { useId, useMemo, useState } from 'react'
import { fileName, saveFile, saveText, toPng } from './save-file.ts'
import { useDark } from './use-dark.ts'
import { useEvidenceWords } from './use-evidence-words.ts'

/** A picture in a box that slides, the files it can be kept as, and the table that says the same. */
export function FigureView({ figure }: { figure: Figure }) {
  const { e } = useEvidenceWords()
  const id = useId()
  const dark = useDark()
  const [failed, setFailed] = useState(false)
  const svg = useMemo(() => ({ __html: toSvg(figure, { theme: dark ? 'dark' : 'light', id }) }), [figure, dark, id])
  const name = fileName(figure.title)
  const savePng = async () => {
    try {
      saveFile(`${name}.png`, await toPng(figure))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <figure className="c-figure">
      {/* A region that slides must be reachable by keyboard. */}
      <div
        className="c-figure-box"
        role="region"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
        tabIndex={0}
        aria-label={e.pictureSlides}
        // oxlint-disable-next-line react/no-danger -- every text in it is escaped by `toSvg`
        dangerouslySetInnerHTML={svg}
      />
      <div className="c-figure-files d-row c-no-print">
        <span className="d-caption">{e.save}</span>
        <Button
          size="small"
          aria-label={e.saveAs('SVG', figure.title)}
          onClick={() => saveText(`${name}.svg`, toSvg(figure), 'image/svg+xml')}
        >
          {e.asSvg}
        </Button>
        <Button size="small" aria-label={e.saveAs('PNG', figure.title)} onClick={() => void savePng()}>
          {e.asPng}
        </Button>
        <Button size="small" onClick={() => window.print()}>
          {e.printFigure}
        </Button>
      </div>
      {failed && <p role="status">{e.noPng}</p>}
      <Disclosure summary={e.asTable}>
        <FigureTable figure={figure} />
      </Disclosure>
    </figure>
  )
}

function FigureTable({ figure: { title, table } }: { figure: Figure }) {
  const { e } = useEvidenceWords()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <div className="c-figure-table" role="region" tabIndex={0} aria-label={`${e.asTable}: ${title}`}>
      <table>
        <caption className="d-hidden">{title}</caption>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns may share a name and never move
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no name of their own and never move
            <tr key={at}>
              {row.map((cell, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- cells have no name of their own and never move
                <td key={place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
