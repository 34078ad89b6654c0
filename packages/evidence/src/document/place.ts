/** Where something is printed. */
export interface Place {
  /** Name of the file. */
  readonly document: string
  /** Id of the nearest thing that has one, as the row of a table. */
  readonly item?: string
  /** Path inside a file of data, as `/rows/2/variants/0`. */
  readonly path?: string
  /** First and last line, counted from 1, of the text or of the text that the data were taken from. */
  readonly lines?: readonly (readonly [number, number])[]
  /** Part of the text, in its own words: `C.1 EtD 1`. */
  readonly where?: string
  /** What is printed there. */
  readonly quote?: string
}

/** The same place with what is printed there. */
export function quoting(place: Place, quote: string): Place {
  return { ...place, quote }
}

/** As a reader looks it up: `osteo-grade.json /rows/2 (line 1065)`. */
export function describePlace({ document, item, path, lines, where }: Place): string {
  const spans = lines?.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
  const parts = [document, item, path === item ? undefined : path, where, spans === undefined ? undefined : `L${spans}`]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}
