import { effectSizes } from '@dosis/evidence/effect-size'
import { InputProblemError } from '@dosis/evidence'
import { readStudies, type TextTable } from '@dosis/evidence/table'
import { evidenceTexts } from '@dosis/text'
import { expect, test } from 'vitest'
import { problemLine } from './problem-words.ts'

const columns = ['study', 'mean1', 'sd1', 'n1', 'mean2', 'sd2', 'n2']
const sound = ['A', '1', '2', '20', '0', '2', '20']

/** What the page says about a table that the engine refuses. */
function linesOf(table: TextTable): readonly string[] {
  try {
    effectSizes('SMD', readStudies(table, 'SMD').studies)
    return []
  } catch (error) {
    if (!(error instanceof InputProblemError)) throw error
    return error.problems.map((problem) => problemLine(problem, evidenceTexts.nl).line)
  }
}

test.each([
  [
    'no number',
    { columns, rows: [sound, ['B', '1', 'x', '20', '0', '2', '20']] },
    'rij 2, kolom sd1: moet een getal zijn, maar is "x"',
  ],
  [
    'a negative deviation',
    { columns, rows: [sound, ['B', '1', '-2', '20', '0', '2', '20']] },
    'rij 2, kolom sd1: mag niet onder 0 zijn, maar is -2',
  ],
  ['no rows', { columns, rows: [] }, 'de tabel heeft geen rijen'],
])('says in Dutch, with row and column: %s', (_, table, line) => {
  expect(linesOf(table)).toContain(line)
})

test('keeps a sentence that has no words yet, and says that it is English', () => {
  expect(problemLine({ row: 3, message: 'is odd' }, evidenceTexts.nl)).toEqual({
    line: 'rij 3: is odd',
    isEnglish: true,
  })
})
