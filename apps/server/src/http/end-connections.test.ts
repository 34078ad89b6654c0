import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openTestServer } from '../../test-support/test-server.ts'
import { endsConnections } from './end-connections.ts'

/** A client that is connected for both sides, and has sent what is given. */
async function open(server: Server, bytes: string) {
  const accepted = once(server, 'connection')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => undefined)
  await Promise.all([once(client, 'connect'), accepted])
  if (bytes !== '') client.write(bytes)
  return client
}

const head = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n'

test('the server stops while connections are open that asked nothing, half a question, or one that was answered', async () => {
  const { app, close } = await openTestServer()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const clients = [await open(app.server, ''), await open(app.server, head), await open(app.server, `${head}\r\n`)]
  await once(clients[2] as NodeJS.EventEmitter, 'data')
  const ended = clients.map((client) => once(client, 'close'))
  await close()
  await Promise.all(ended)
  expect(app.server.listening).toBe(false)
})

async function serverThatAnswersAfter(milliseconds: number, limit: number) {
  const server = createServer((_, response) => {
    setTimeout(() => response.end('done'), milliseconds)
  })
  const end = endsConnections(server, limit)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = await open(server, '')
  const asked = once(server, 'request')
  client.write(`${head}Connection: close\r\n\r\n`)
  await asked
  let answer = ''
  client.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  const gone = once(client, 'close')
  end()
  await new Promise((resolve) => server.close(resolve))
  await gone
  return answer
}

test('a request that runs is finished, unless it takes longer than a server may take to stop', async () => {
  expect(await serverThatAnswersAfter(50, 10_000)).toContain('done')
  expect(await serverThatAnswersAfter(10_000, 50)).not.toContain('done')
})
