/**
 * Finds the known word that someone most likely meant: the one with the fewest letters to change.
 * @returns undefined when none is near enough (more than a third of its letters differ)
 */
export function nearestWord(written: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let fewest = Math.max(2, Math.floor(written.length / 3)) + 1
  for (const word of known) {
    if (Math.abs(word.length - written.length) >= fewest) continue
    const changes = editDistance(written.toLowerCase(), word.toLowerCase())
    if (changes < fewest) {
      best = word
      fewest = changes
    }
  }
  return best
}

/** Levenshtein distance: letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}

/** `(did you mean "squat"?)`, with a space before it, or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const word = nearestWord(written, known)
  return word === undefined ? '' : ` (did you mean "${word}"?)`
}
