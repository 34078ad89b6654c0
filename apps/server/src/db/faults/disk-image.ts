import type { Random } from './random.ts'

/** What a disk writes whole or not at all; PostgreSQL counts on no more than this for its control file. */
export const sectorBytes = 512

/**
 * What a power cut does with changes that no sync covered:
 * - `drop`: all are gone, but for a part of the last write, torn between two sectors.
 * - `scatter`: each sector holds its state after any one of the changes to it, or none; each directory any first part
 *   of its changes. So late changes may be there while early ones are not: write-back in any order.
 */
export type CutModel = 'drop' | 'scatter'

export type Change =
  | { readonly order: number; readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly order: number; readonly kind: 'resize'; readonly size: number }

/** One file: what is surely on the disk, and what came after. */
export class FileImage {
  #durable: Buffer
  #changes: Change[] = []

  constructor(durable: Buffer) {
    this.#durable = durable
  }

  get lastWrite(): Change | undefined {
    return this.#changes.findLast(({ kind }) => kind === 'write')
  }

  change(change: Change): void {
    this.#changes.push(change)
  }

  sync(): void {
    this.#durable = applyAll(this.#durable, this.#changes)
    this.#changes = []
  }

  /** @returns content when every change since the last sync is lost */
  dropped(): Buffer {
    return this.#durable
  }

  /** @returns content when only a first part of the last write arrived */
  torn(random: Random): Buffer {
    const last = this.lastWrite
    if (last?.kind !== 'write') return this.#durable
    const kept = random.between(0, Math.floor(last.bytes.length / sectorBytes)) * sectorBytes
    return applyAll(Buffer.from(this.#durable), [{ ...last, bytes: last.bytes.subarray(0, kept) }])
  }

  /** @returns content when sectors and the size arrived each at their own moment, `share` of them at all */
  scattered(random: Random, share: number): Buffer {
    if (this.#changes.length === 0) return this.#durable
    const isLate = (): boolean => random.next() < share
    const sizes = [this.#durable.length]
    for (const change of this.#changes) sizes.push(sizeAfter(sizes.at(-1) ?? 0, change))
    const size = isLate() ? (sizes[random.between(1, sizes.length - 1)] ?? 0) : this.#durable.length
    const content = Buffer.alloc(size)
    this.#durable.copy(content)
    for (const [sector, changes] of this.#changesBySector()) {
      const kept = isLate() ? changes.slice(0, random.between(1, changes.length)) : []
      for (const change of kept) applyToSector(content, sector, change)
    }
    return content
  }

  #changesBySector(): Map<number, Change[]> {
    const sectors = new Map<number, Change[]>()
    for (const change of this.#changes) {
      if (change.kind === 'resize') continue
      const last = Math.floor((change.offset + change.bytes.length - 1) / sectorBytes)
      for (let sector = Math.floor(change.offset / sectorBytes); sector <= last; sector += 1) {
        const known = sectors.get(sector)
        if (known === undefined) sectors.set(sector, [change])
        else known.push(change)
      }
    }
    return sectors
  }
}

/** Applies changes, in `content` itself where they fit. */
function applyAll(content: Buffer, changes: readonly Change[]): Buffer {
  let result = content
  for (const change of changes) {
    const size = sizeAfter(result.length, change)
    if (size > result.length) result = Buffer.concat([result, Buffer.alloc(size - result.length)])
    if (change.kind === 'write') change.bytes.copy(result, change.offset)
    else result = result.subarray(0, size)
  }
  return result
}

function sizeAfter(size: number, change: Change): number {
  if (change.kind === 'resize') return change.size
  return change.bytes.length === 0 ? size : Math.max(size, change.offset + change.bytes.length)
}

function applyToSector(content: Buffer, sector: number, change: Change): void {
  if (change.kind === 'resize') return
  const from = Math.max(change.offset, sector * sectorBytes)
  const to = Math.min(change.offset + change.bytes.length, (sector + 1) * sectorBytes, content.length)
  if (to > from) change.bytes.copy(content, from, from - change.offset, to - change.offset)
}

/** One directory: names that are surely on the disk, and the changes that came after. */
export class DirectoryImage {
  #durable: Map<string, FileImage | DirectoryImage>
  #changes: EntryChange[] = []
  readonly current: Map<string, FileImage | DirectoryImage>

  constructor(durable: Map<string, FileImage | DirectoryImage> = new Map()) {
    this.#durable = durable
    this.current = new Map(durable)
  }

  /** Applies one step that a file system never does by half: a name set, removed, or moved. */
  change(change: EntryChange): void {
    this.#changes.push(change)
    applyEntries(this.current, change)
  }

  sync(): void {
    this.#durable = new Map(this.current)
    this.#changes = []
  }

  dropped(): Map<string, FileImage | DirectoryImage> {
    return this.#durable
  }

  scattered(random: Random): Map<string, FileImage | DirectoryImage> {
    const entries = new Map(this.#durable)
    for (const change of this.#changes.slice(0, random.between(0, this.#changes.length))) applyEntries(entries, change)
    return entries
  }
}

export type EntryChange = {
  readonly remove?: string
  readonly set?: { readonly name: string; readonly image: FileImage | DirectoryImage }
}

function applyEntries(entries: Map<string, FileImage | DirectoryImage>, { remove, set }: EntryChange): void {
  if (remove !== undefined) entries.delete(remove)
  if (set !== undefined) entries.set(set.name, set.image)
}
