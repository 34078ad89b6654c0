import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * A sealed file: `DOSISBK1`, 16 bytes of salt, then pieces. A piece is its length in 4 bytes (the highest bit marks the
 * last one), the ciphertext and its tag, AES-256-GCM under a key that HKDF derives from the key file and the salt, so no
 * two files share one. The number of the piece is its nonce, and whether it is the last is part of what the tag covers:
 * pieces that were changed, left out, moved or cut off do not open. This is the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár 2015.
 */
const magic = Buffer.from('DOSISBK1')
const saltBytes = 16
const tagBytes = 16
const pieceBytes = 65_536
const lastMark = 0x8000_0000

/** The file was not made with this key, or is not what was made. */
export class BrokenSealError extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'BrokenSealError'
  }
}

function keyOf(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'dosis backup 1', 32))
}

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(piece), 4)
  return nonce
}

/** Seals bytes as they come, in constant memory. */
export async function* seal(bytes: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const own = keyOf(key, salt)
  yield Buffer.concat([magic, salt])
  let piece = 0
  let waiting = Buffer.alloc(0)
  for await (const part of bytes) {
    waiting = Buffer.concat([waiting, part])
    // The last piece is known only at the end, so one piece always waits.
    while (waiting.length > pieceBytes) {
      yield sealPiece(waiting.subarray(0, pieceBytes), own, piece, false)
      waiting = waiting.subarray(pieceBytes)
      piece += 1
    }
  }
  yield sealPiece(waiting, own, piece, true)
}

function sealPiece(plain: Buffer, key: Buffer, piece: number, isLast: boolean): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE((plain.length | (isLast ? lastMark : 0)) >>> 0)
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece)).setAAD(head)
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/**
 * Opens what `seal` sealed. Nothing of a piece is answered before its tag was found right.
 * @throws {BrokenSealError} another key, or a file that was changed or cut off
 */
export async function* unseal(bytes: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  const reader = readExactly(bytes)
  const head = await reader(magic.length + saltBytes)
  if (head === null || !head.subarray(0, magic.length).equals(magic)) {
    throw new BrokenSealError('is no backup of Dosis')
  }
  const own = keyOf(key, head.subarray(magic.length))
  for (let piece = 0; ; piece += 1) {
    const length = await reader(4)
    if (length === null) throw new BrokenSealError('is cut off')
    const marked = length.readUInt32BE()
    const size = marked & ~lastMark
    if (size > pieceBytes) throw new BrokenSealError('was changed')
    const body = await reader(size + tagBytes)
    if (body === null) throw new BrokenSealError('is cut off')
    yield openPiece(body, length, own, piece)
    if ((marked & lastMark) === 0) continue
    if ((await reader(1)) !== null) throw new BrokenSealError('has more behind its end')
    return
  }
}

function openPiece(body: Buffer, head: Buffer, key: Buffer, piece: number): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: tagBytes })
    .setAAD(head)
    .setAuthTag(body.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    throw new BrokenSealError(piece === 0 ? 'was made with another key, or was changed' : 'was changed')
  }
}

/** @returns a function that answers the next `count` bytes, or null when fewer are left */
function readExactly(bytes: AsyncIterable<Buffer>): (count: number) => Promise<Buffer | null> {
  const source = bytes[Symbol.asyncIterator]()
  let waiting: Buffer[] = []
  let length = 0
  return async (count) => {
    while (length < count) {
      const next = await source.next()
      if (next.done === true) return null
      waiting.push(next.value)
      length += next.value.length
    }
    const all = Buffer.concat(waiting)
    waiting = [all.subarray(count)]
    length = all.length - count
    return all.subarray(0, count)
  }
}
