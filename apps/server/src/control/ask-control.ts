import { type IncomingMessage, request } from 'node:http'
import { controlPath } from './control-path.ts'

/** The running server does not do what was asked; the message says why. */
export class ControlRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ControlRefused'
  }
}

/**
 * Asks the server that has a data folder open; with a body it is sent as JSON.
 * @throws {ControlRefused} it refuses; fails with another error when none listens
 */
export async function askControl(
  dataFolder: string,
  path: '/backup' | '/accounts' | '/patient',
  body?: unknown,
): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: controlPath(dataFolder), path, method: body === undefined ? 'GET' : 'POST', agent: false })
      .on('response', resolve)
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body))
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
