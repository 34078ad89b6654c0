import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where the built apps stand: the professional's at `/`, the patient's at `/p/`. */
export interface AppFolders {
  readonly clinic: string
  readonly patient: string
}

export const builtApps: AppFolders = {
  clinic: fileURLToPath(new URL('../../../clinic/dist', import.meta.url)),
  patient: fileURLToPath(new URL('../../../patient/dist', import.meta.url)),
}

/** Vite names each file in `assets/` after its content, so such a file never changes. */
function cacheControlOf(file: string): string {
  const isNamedByContent = path.basename(path.dirname(file)) === 'assets'
  return isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/**
 * Serves the built apps that are there.
 * @returns answers a page of an app for an address that is no file, so that the app itself can show it; false = it is none
 */
export async function serveApps(
  app: FastifyInstance,
  folders: AppFolders,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  const served = [
    { prefix: '/p/', folder: folders.patient },
    { prefix: '/', folder: folders.clinic },
  ].filter(({ folder }) => existsSync(path.join(folder, 'index.html')))

  for (const [index, { prefix, folder }] of served.entries()) {
    await app.register(fastifyStatic, {
      root: folder,
      prefix,
      decorateReply: index === 0,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders: (reply, file) => reply.header('cache-control', cacheControlOf(file)),
    })
  }
  if (served.some(({ prefix }) => prefix === '/p/')) app.get('/p', (_, reply) => reply.redirect('/p/'))

  return (request, reply) => {
    const pathname = request.url.split('?', 1)[0] ?? '/'
    const home = served.find(({ prefix }) => pathname.startsWith(prefix))
    if (home === undefined || !isPage(request, pathname)) return false
    reply.header('cache-control', 'no-cache').sendFile('index.html', home.folder)
    return true
  }
}

/** Addresses of pages have no extension and no dot in front; those under /api are never pages. */
function isPage({ method }: FastifyRequest, pathname: string): boolean {
  const isForApi = pathname === '/api' || pathname.startsWith('/api/')
  return (
    (method === 'GET' || method === 'HEAD') &&
    !isForApi &&
    !/(^|\/)(\.|%2e)/i.test(pathname) &&
    path.extname(pathname) === ''
  )
}
