import fs from 'node:fs'
import type { WriteSize } from '../store.ts'

const megabyte = 1024 * 1024

/** The disk is almost full: nothing was written, and what is stored can still be read. */
export class NoRoomError extends Error {
  constructor(free: number) {
    super(`There is too little room on the disk of the data folder: ${Math.floor(free / megabyte)} MB. Make some free.`)
    this.name = 'NoRoomError'
  }
}

/** Bytes that must be free before a write of each size. */
export type Reserve = Readonly<Record<WriteSize, number>>

/**
 * PostgreSQL stops for good when its log has no room, and then nothing can be read either. So what is new is refused
 * while there is room for what reading leaves in the log of who saw what, for a log of full length and for a checkpoint.
 */
export const ordinaryReserve: Reserve = { ordinary: 64 * megabyte, entry: 24 * megabyte }

/** @throws {NoRoomError} the disk of the folder has less room than a write of this size needs */
export function requireRoomIn(folder: string, reserve: Reserve = ordinaryReserve): (size: WriteSize) => void {
  return (size) => {
    const { bavail, bsize } = fs.statfsSync(folder)
    const free = bavail * bsize
    if (free < reserve[size]) throw new NoRoomError(free)
  }
}
