/**
 * Advance widths of Helvetica, thousandths of the letter height, for the characters from space to tilde.
 * @source Adobe Core 14 font metrics, Helvetica and Helvetica-Bold; Arial and Liberation Sans have the same widths
 */
const regular = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const bold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
]

/** What is not in the table: an accented letter is as wide as the letter, all else as a wide one. */
const otherWidth = 700
/** Where none of these fonts is there another one is drawn; DejaVu Sans and Verdana are the widest of the usual ones. */
const safety = { regular: 1.14, bold: 1.22 }

/** Width of a text in pixels when set in Arial, Helvetica or Liberation Sans, and a little to spare. */
export function textWidth(text: string, size: number, isBold = false): number {
  const widths = isBold ? bold : regular
  let sum = 0
  for (const character of text.normalize('NFD')) {
    if (/\p{Mn}/u.test(character)) continue
    sum += widths[(character.codePointAt(0) ?? 0) - 32] ?? otherWidth
  }
  return (sum / 1000) * size * (isBold ? safety.bold : safety.regular)
}

/** Breaks a text into lines no wider than given, between words; a word that is too wide is broken where it must. */
export function wrapText(text: string, size: number, widest: number, isBold = false): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((long) => breakWord(long, size, widest, isBold))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, size, isBold) > widest) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

function breakWord(word: string, size: number, widest: number, isBold: boolean): string[] {
  if (textWidth(word, size, isBold) <= widest) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && textWidth(`${piece}${character}-`, size, isBold) > widest) {
      pieces.push(`${piece}-`)
      piece = character
    } else piece += character
  }
  return [...pieces, piece]
}
