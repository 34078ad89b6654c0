import { stripVTControlCharacters } from 'node:util'

/** Sets rows in aligned columns, two spaces apart; colours do not count for the width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
    })
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function widthOf(cell: string): number {
  return [...stripVTControlCharacters(cell)].length
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - widthOf(cell))
}
