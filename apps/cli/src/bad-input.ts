import type { Problem } from '@dosis/domain'

/** The input cannot be used; every problem names the file, the path in it and the reason. Ends with exit code 2. */
export class BadInput extends Error {
  readonly lines: readonly string[]

  constructor(file: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`)
    super(lines.join('\n'))
    this.name = 'BadInput'
    this.lines = lines
  }
}
