/** A table as read from a file: names of columns, and a text for each cell. */
export interface TextTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
