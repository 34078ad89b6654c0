import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

interface Key {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly userHandle: string
  counter: number
}

/** How an answer differs from that of an honest device and browser. */
export interface Lies {
  readonly origin?: string
  readonly relyingParty?: string
  /** Nobody showed that he owns the device. */
  readonly isUnverified?: boolean
  readonly challenge?: string
  readonly userHandle?: string
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()
const bits = { present: 1, verified: 4, attested: 64 }

/** A device that keeps passkeys, in software: keys on the curve P-256, without attestation, with a counter. */
export class Authenticator {
  readonly #origin: string
  readonly #keys: Key[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  /** Goes back in time, as a copy of the device would. */
  setCounter(counter: number): void {
    for (const key of this.#keys) key.counter = counter
  }

  /** Makes a key and answers as `navigator.credentials.create` does, in JSON. */
  create(options: object, lies: Lies = {}): object {
    const { challenge, rp, user } = options as { challenge: string; rp: { id: string }; user: { id: string } }
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(32)
    this.#keys.push({ id, privateKey, userHandle: user.id, counter: 0 })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(cose)])
    const authData = Buffer.concat([this.#head(rp.id, bits.attested, 0, lies), attested])
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    )
    return this.#answer(id, {
      clientDataJSON: this.#client('webauthn.create', challenge, lies),
      attestationObject: Buffer.from(attestation).toString('base64url'),
      transports: ['internal'],
    })
  }

  /** Signs with its last key and answers as `navigator.credentials.get` does, in JSON. */
  get(options: object, lies: Lies = {}): object {
    const { challenge, rpId } = options as { challenge: string; rpId: string }
    const key = this.#keys.at(-1)
    if (key === undefined) throw new Error('get: needs a key that was made before')
    key.counter += 1
    const authData = this.#head(rpId, 0, key.counter, lies)
    const clientDataJSON = this.#client('webauthn.get', challenge, lies)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return this.#answer(key.id, {
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(key.privateKey).toString('base64url'),
      userHandle: lies.userHandle ?? key.userHandle,
    })
  }

  #answer(id: Buffer, response: object): object {
    const name = id.toString('base64url')
    return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response }
  }

  #head(relyingParty: string, flags: number, counter: number, lies: Lies): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const verified = lies.isUnverified === true ? 0 : bits.verified
    return Buffer.concat([
      sha256(lies.relyingParty ?? relyingParty),
      Buffer.from([bits.present | verified | flags]),
      count,
    ])
  }

  #client(type: string, challenge: string, lies: Lies): string {
    const data = {
      type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? this.#origin,
      crossOrigin: false,
    }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }
}
