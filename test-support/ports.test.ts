import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { findFreePort } from './ports.ts'

test('finds a port that a server can listen on', async () => {
  const port = await findFreePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  expect(server.address()).toMatchObject({ address: '127.0.0.1', port })
  await new Promise((resolve) => server.close(resolve))
})
