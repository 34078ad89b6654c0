import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { canonicalJson } from '@dosis/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'

const packers = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const satisfies Record<string, (bytes: Buffer) => Promise<Buffer>>
type Encoding = keyof typeof packers

/**
 * An answer that is the same for everybody who may see it: written and packed once, at the first request that takes it
 * so. A browser keeps it, and asks each time whether it still holds.
 */
export class ReadyAnswer {
  readonly #bytes: Buffer
  readonly #tag: string
  readonly #packed = new Map<Encoding, Promise<Buffer>>()

  constructor(answer: unknown) {
    this.#bytes = Buffer.from(canonicalJson(answer))
    // Weak: the packed answers and the plain one are the same document, not the same bytes.
    this.#tag = `W/"${createHash('sha256').update(this.#bytes).digest('hex').slice(0, 32)}"`
  }

  /** Answers 304 without a body to who has it already. */
  async send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'private, no-cache').header('etag', this.#tag).header('vary', 'accept-encoding')
    if (request.headers['if-none-match'] === this.#tag) return reply.code(304).send()
    reply.header('content-type', 'application/json; charset=utf-8')
    const encoding = takenBy(request)
    if (encoding === null) return reply.send(this.#bytes)
    return reply.header('content-encoding', encoding).send(await this.#packedAs(encoding))
  }

  #packedAs(encoding: Encoding): Promise<Buffer> {
    const before = this.#packed.get(encoding)
    if (before !== undefined) return before
    const packed = packers[encoding](this.#bytes)
    this.#packed.set(encoding, packed)
    return packed
  }
}

/** The best packing that a request takes; one that it refuses with `q=0` is not taken. */
function takenBy({ headers }: FastifyRequest): Encoding | null {
  const offered = String(headers['accept-encoding'] ?? '').split(',')
  const takes = (encoding: string) =>
    offered.some((one) => one.split(';')[0]?.trim() === encoding && !/;\s*q=0(\.0*)?\s*$/.test(one))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}
