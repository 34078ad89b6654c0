import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { SyncBarrier } from './sync-barrier.ts'

/** Which half of the barrier is at work. The product has both; the fault tests switch them off to see the loss. */
export type BarrierParts = {
  /** The database's own syncs reach the disk, and so do the directories. */
  readonly databaseSyncs: boolean
  /** Everything is synced before the control file changes. */
  readonly controlFileGate: boolean
}

export const wholeBarrier: BarrierParts = { databaseSyncs: true, controlFileGate: true }

type Node = { readonly name: string }
type Stream = { readonly node: Node; readonly nfd: number }
type Attributes = { readonly size?: number }

/** The part of Emscripten's NODEFS that carries every change of the embedded database to the host. */
type HostFileSystem = {
  realPath(node: Node): string
  node_ops: {
    setattr(node: Node, attributes: Attributes): void
    mknod(parent: Node, name: string, mode: number, device: number): Node
    rename(node: Node, parent: Node, name: string): void
    unlink(parent: Node, name: string): void
    rmdir(parent: Node, name: string): void
    symlink(parent: Node, name: string, target: string): void
  }
  stream_ops: {
    setattr(stream: Stream, attributes: Attributes): void
    write(stream: Stream, buffer: unknown, offset: number, length: number, position: number): number
    fsync?(stream: Stream): number
  }
}

/** EIO as Emscripten numbers it. */
const inputOutputError = 29

/** The embedded database has no place to hook the barrier into, so opening it would be unsafe. */
export class MissingHookError extends Error {
  constructor(what: string) {
    super(
      `The embedded database cannot be opened safely: ${what}. ` +
        'This version of @electric-sql/pglite does not fit; install exactly what the lock file says.',
    )
    this.name = 'MissingHookError'
  }
}

/**
 * PGlite's file system with syncs that reach the disk. As shipped it has no fsync at all: PostgreSQL's calls succeed
 * and do nothing (docs/decisions/0010-embedded-database.md).
 */
export class DurableFileSystem extends NodeFS {
  readonly #barrier: SyncBarrier
  readonly #parts: BarrierParts

  constructor(folder: string, barrier: SyncBarrier, parts: BarrierParts = wholeBarrier) {
    super(folder)
    this.#barrier = barrier
    this.#parts = parts
  }

  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite as PGlite, options)
    const hook = (module: unknown): void => hookBarrier(findHostFileSystem(module), this.#barrier, this.#parts)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } }
  }
}

/** @throws {MissingHookError} a function that the barrier must wrap is not where this version of PGlite keeps it */
export function findHostFileSystem(module: unknown): HostFileSystem {
  const found = (module as { NODEFS?: Partial<HostFileSystem> } | undefined)?.NODEFS
  if (found === undefined) throw new MissingHookError('its file system NODEFS was not found')
  const nodeOperations = ['setattr', 'mknod', 'rename', 'unlink', 'rmdir', 'symlink'] as const
  const missing = [
    ...(typeof found.realPath === 'function' ? [] : ['realPath']),
    ...nodeOperations.filter((name) => typeof found.node_ops?.[name] !== 'function'),
    ...(['setattr', 'write'] as const).filter((name) => typeof found.stream_ops?.[name] !== 'function'),
  ]
  if (missing.length > 0) throw new MissingHookError(`its file system lacks ${missing.join(', ')}`)
  return found as HostFileSystem
}

function hookBarrier(host: HostFileSystem, barrier: SyncBarrier, parts: BarrierParts): void {
  hookContent(host, barrier, parts)
  hookEntries(host, barrier)
  if (!parts.databaseSyncs) return
  host.stream_ops.fsync = (stream) => {
    try {
      barrier.syncOpenFile(stream.nfd, host.realPath(stream.node))
      return 0
    } catch {
      // The barrier keeps the error and acknowledges nothing more; the database is told in its own terms and stops.
      return inputOutputError
    }
  }
}

function hookContent({ realPath, node_ops, stream_ops }: HostFileSystem, barrier: SyncBarrier, parts: BarrierParts) {
  const { write } = stream_ops
  stream_ops.write = (stream, ...rest) => {
    const file = realPath(stream.node)
    if (parts.controlFileGate && isControlFile(file)) barrier.syncAll()
    barrier.noteContentChange(file)
    return write(stream, ...rest)
  }
  const { setattr: setOpenAttributes } = stream_ops
  stream_ops.setattr = (stream, attributes) => {
    if (attributes.size !== undefined) barrier.noteContentChange(realPath(stream.node))
    setOpenAttributes(stream, attributes)
  }
  const { setattr: setAttributes } = node_ops
  node_ops.setattr = (node, attributes) => {
    if (attributes.size !== undefined) barrier.noteContentChange(realPath(node))
    setAttributes(node, attributes)
  }
}

function hookEntries({ realPath, node_ops }: HostFileSystem, barrier: SyncBarrier): void {
  const { mknod, rename, unlink, rmdir, symlink } = node_ops
  node_ops.mknod = (parent, name, ...rest) => {
    const node = mknod(parent, name, ...rest)
    barrier.noteEntryChange(realPath(parent))
    return node
  }
  node_ops.rename = (node, parent, name) => {
    const from = realPath(node)
    rename(node, parent, name)
    barrier.noteRename(from, path.join(realPath(parent), name))
  }
  node_ops.unlink = (parent, name) => {
    unlink(parent, name)
    barrier.noteRemoval(path.join(realPath(parent), name))
  }
  node_ops.rmdir = (parent, name) => {
    rmdir(parent, name)
    barrier.noteEntryChange(realPath(parent))
  }
  node_ops.symlink = (parent, name, target) => {
    symlink(parent, name, target)
    barrier.noteEntryChange(realPath(parent))
  }
}

function isControlFile(file: string): boolean {
  return /[/\\]global[/\\]pg_control$/.test(file)
}
