/** Something wrong with input: where it stands (file and path) and what would be right. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** What a parser answers: the value, or every problem it found. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] }
