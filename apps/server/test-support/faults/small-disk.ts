import fs from 'node:fs'

const blockBytes = 4096

/**
 * A disk with an end: it counts what the files below one folder grow by, says how much is free, and refuses what goes
 * beyond, as a full disk does. It wraps functions of `node:fs` until it is removed.
 */
export class SmallDisk {
  readonly #folder: string
  readonly #real = { writeSync: fs.writeSync, ftruncateSync: fs.ftruncateSync, statfsSync: fs.statfsSync }
  #free: number
  /** Writes that had no room. */
  refused = 0

  constructor(folder: string, freeBytes: number) {
    this.#folder = `${fs.realpathSync(folder)}/`
    this.#free = freeBytes
    this.#install()
  }

  get free(): number {
    return this.#free
  }

  /** Somebody else fills the disk, or makes room. */
  setFree(bytes: number): void {
    this.#free = bytes
  }

  remove(): void {
    Object.assign(fs, this.#real)
  }

  #install(): void {
    const { writeSync, ftruncateSync, statfsSync } = this.#real
    fs.writeSync = ((
      descriptor: number,
      buffer: NodeJS.ArrayBufferView,
      offset: number,
      length: number,
      at: number,
    ) => {
      if (this.#isBelow(descriptor)) this.#growTo(descriptor, at + length)
      return writeSync(descriptor, buffer, offset, length, at)
    }) as typeof fs.writeSync
    fs.ftruncateSync = (descriptor, size) => {
      if (this.#isBelow(descriptor)) this.#growTo(descriptor, size ?? 0)
      ftruncateSync(descriptor, size)
    }
    fs.statfsSync = ((target: fs.PathLike) => {
      const told = statfsSync(target)
      return Object.assign(told, { bsize: blockBytes, bavail: Math.floor(this.#free / blockBytes) })
    }) as typeof fs.statfsSync
  }

  #isBelow(descriptor: number): boolean {
    return fs.readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(this.#folder)
  }

  #growTo(descriptor: number, size: number): void {
    const growth = Math.max(0, size - fs.fstatSync(descriptor).size)
    if (growth > this.#free) {
      this.refused += 1
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    }
    this.#free -= growth
  }
}
