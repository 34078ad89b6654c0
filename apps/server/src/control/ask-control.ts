import { type IncomingMessage, request } from 'node:http'
import type { Operator } from '../audit/operator.ts'
import { controlPath } from './control-path.ts'

/** What a running server does for a command. */
export type ControlPath = '/backup' | '/accounts' | '/patient' | '/audit' | '/verify'

/** The running server does not do what was asked; the message says why. */
export class ControlRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ControlRefused'
  }
}

/**
 * Asks the server that has a data folder open, and says who asks.
 * @throws {ControlRefused} it refuses; fails with another error when none listens
 */
export async function askControl(
  dataFolder: string,
  path: ControlPath,
  operator: Operator,
  asked: unknown = null,
): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: controlPath(dataFolder), path, method: 'POST', agent: false })
      .on('response', resolve)
      .on('error', reject)
      .end(JSON.stringify({ operator, asked }))
  })
  if (answer.statusCode === 200) return answer
  if (answer.statusCode === 409) throw new ControlRefused(await textOf(answer))
  throw new ControlRefused(`The running server answers ${answer.statusCode}: it is another version of Dosis`)
}

/** All that a message holds. */
export async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
