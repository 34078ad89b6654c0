import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'

/** Shorter answers travel in one packet anyway. */
const smallestBytes = 2048

/**
 * Packs answers for browsers that take it. The knowledge is most of what an app loads, and it is text. Quality 4 of
 * brotli packs about as well as gzip at its best and is several times quicker.
 */
export async function packAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    global: true,
    threshold: smallestBytes,
    encodings: ['br', 'gzip'],
    // Bodies of requests stay as they are: a small packed body could unpack into a huge one.
    globalDecompression: false,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
}
