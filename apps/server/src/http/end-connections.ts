import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** For requests that run when a server stops; what is not done by then is broken off, and sent again by the phone. */
const finishMilliseconds = 10_000

/**
 * Lets a server stop although others hold connections open. One on which nothing was asked, as browsers open them in
 * advance, would keep it for ever: Node ends only those that have had a request, and from then on watches none.
 * @param milliseconds how long a request may run on; null = as long as it takes
 * @returns what to do when the server stops, before `close`
 */
export function endsConnections(server: Server, milliseconds: number | null = finishMilliseconds): () => void {
  const running = new Map<Socket, number>()
  server.on('connection', (socket) => {
    running.set(socket, 0)
    socket.once('close', () => running.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    running.set(socket, (running.get(socket) ?? 0) + 1)
    response.once('close', () => {
      const left = running.get(socket)
      if (left !== undefined) running.set(socket, left - 1)
    })
  })
  return () => {
    for (const [socket, requests] of running) if (requests === 0) socket.destroy()
    if (milliseconds !== null) setTimeout(() => server.closeAllConnections(), milliseconds).unref()
  }
}
