import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../../test-support/test-server.ts'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await openTestServer()
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

/** Writes bytes to the server as they are, and reads all that comes back. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)))
    socket.on('close', () => resolve(answer))
  })
}

const isAlive = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok

test.each([
  ['what is no HTTP', 'hello\r\n\r\n'],
  ['a header that is none', 'GET / HTTP/1.1\r\nno header\r\n\r\n'],
  ['two lengths', 'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
])('refuses %s and stays alive', async (_, bytes) => {
  expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(await isAlive()).toBe(true)
})

test('refuses a body of 10 MB without reading it whole', async () => {
  const head = `POST /api/session HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\nConnection: close\r\n\r\n`
  const answer = await exchange(head)
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(answer).toContain('application/problem+json')
  expect(await isAlive()).toBe(true)
})

const megabyte = Buffer.alloc(1_000_000, 'x')
const megabytes = 10

/** Sends 10 MB as fast as the server takes it, and reads the answer; never holds more than one of them. */
function upload(framing: 'content-length' | 'chunked'): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1')
    const isChunked = framing === 'chunked'
    const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${megabytes * megabyte.length}`
    socket.write(
      `POST /api/session HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
    )
    let left = megabytes
    const send = (): void => {
      if (left === 0 || socket.destroyed) return
      left -= 1
      if (isChunked) socket.write(`${megabyte.length.toString(16)}\r\n`)
      socket.write(megabyte, send)
      if (isChunked) socket.write(left === 0 ? '\r\n0\r\n\r\n' : '\r\n')
    }
    send()
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)))
    socket.on('close', () => resolve(answer))
  })
}

test('answers each of 80 uploads of 10 MB with what to do, ten at a time, holds none of them, and goes on', async () => {
  const answers: string[] = []
  const memory: number[] = []
  const watch = setInterval(() => memory.push(process.memoryUsage.rss()), 10)
  for (let round = 0; round < 8; round += 1) {
    // The first two rounds warm up.
    if (round === 2) memory.splice(0, memory.length, process.memoryUsage.rss())
    const framing = round % 2 === 0 ? 'content-length' : 'chunked'
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => upload(framing)))))
    expect(await isAlive()).toBe(true)
  }
  clearInterval(watch)
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('needs at most 1 MB; send it in smaller parts')
  }
  // 600 MB were sent meanwhile.
  expect(Math.max(...memory) - (memory[0] ?? 0)).toBeLessThan(150_000_000)
})

test('answers a browser that signs in over a real connection', async () => {
  const url = `http://127.0.0.1:${port}`
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'nobody', password: 'x' }),
  })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ status: 401, problems: [] })
})
