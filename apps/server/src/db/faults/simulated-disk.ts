import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { type CutModel, DirectoryImage, FileImage } from './disk-image.ts'
import type { Random } from './random.ts'

type Image = FileImage | DirectoryImage

/**
 * A disk that can lose power. It stands between the program and one folder by wrapping the functions of `node:fs`,
 * lets every call through to the real file system, and keeps beside it what a disk would surely hold: the content of
 * a file as of its last fsync or fdatasync, the names in a directory as of the last fsync of that directory.
 *
 * Stricter than a journaling file system, which keeps the names of a synced file and never splits a page. Sectors of
 * 512 bytes are whole, as PostgreSQL expects. Links and moves between directories are not modelled and refused.
 */
export class SimulatedDisk {
  readonly #root: string
  readonly #tree: DirectoryImage
  readonly #open = new Map<number, Image>()
  readonly #real = { ...fs }
  #operationCount = 0

  /** Called before each change or sync takes place, with its number; may cut the power. */
  beforeOperation: (count: number) => void = () => {}

  /**
   * @param root the folder; what is in it counts as durable
   * @param durable when given, the folder that holds what is durable; the rest in `root` is in the page cache only,
   * as after the kill of a process
   */
  constructor(root: string, durable = root) {
    this.#root = path.resolve(root)
    this.#tree = loadDirectory(durable)
    if (durable !== root) addUnsynced(this.#tree, this.#root)
  }

  get operationCount(): number {
    return this.#operationCount
  }

  /** Writes what the disk holds after a power cut to a new folder. */
  cut(target: string, model: CutModel, random: Random): void {
    const share = [0.1, 0.5, 0.9][random.between(0, 2)] ?? 0.5
    const last = findLastWritten(this.#tree)
    const writeDirectory = (directory: DirectoryImage, folder: string): void => {
      this.#real.mkdirSync(folder, { recursive: true, mode: 0o700 })
      const entries = model === 'drop' ? directory.dropped() : directory.scattered(random)
      for (const [name, image] of entries) {
        if (image instanceof DirectoryImage) writeDirectory(image, path.join(folder, name))
        else this.#real.writeFileSync(path.join(folder, name), contentOf(image), { mode: 0o600 })
      }
    }
    const contentOf = (file: FileImage): Buffer => {
      if (model === 'scatter') return file.scattered(random, share)
      return file === last ? file.torn(random) : file.dropped()
    }
    writeDirectory(this.#tree, target)
  }

  /** Wraps the functions of `node:fs`, for this process and until it ends. */
  install(): void {
    this.#wrapContent()
    this.#wrapEntries()
    this.#wrapSyncs()
    syncBuiltinESMExports()
  }

  #wrapContent(): void {
    const real = this.#real
    fs.openSync = (target, flags, mode) => {
      const file = this.#resolve(target)
      const willExist = file !== undefined && real.existsSync(String(target))
      const descriptor = real.openSync(target, flags, mode)
      if (file === undefined) return descriptor
      if (!willExist) this.#create(file, new FileImage(Buffer.alloc(0)))
      const image = this.#find(file)
      if (image !== undefined) this.#open.set(descriptor, image)
      if (image instanceof FileImage && truncates(flags)) this.#resize(image, 0)
      return descriptor
    }
    fs.closeSync = (descriptor) => {
      real.closeSync(descriptor)
      this.#open.delete(descriptor)
    }
    fs.writeSync = ((
      descriptor: number,
      buffer: NodeJS.ArrayBufferView,
      offset: number,
      length: number,
      at: number,
    ) => {
      const image = this.#open.get(descriptor)
      if (image === undefined) return real.writeSync(descriptor, buffer, offset, length, at)
      if (typeof at !== 'number') throw new RangeError('SimulatedDisk: needs writes at a position')
      this.#count()
      const written = real.writeSync(descriptor, buffer, offset, length, at)
      const bytes = Buffer.from(Buffer.from(buffer.buffer, buffer.byteOffset + offset, written))
      if (image instanceof FileImage) this.#change(image, at, bytes)
      return written
    }) as typeof fs.writeSync
    fs.ftruncateSync = (descriptor, size) => {
      const image = this.#open.get(descriptor)
      if (image instanceof FileImage) this.#count()
      real.ftruncateSync(descriptor, size)
      if (image instanceof FileImage) this.#resize(image, size ?? 0)
    }
    fs.truncateSync = (target, size) => {
      const file = this.#resolve(target)
      if (file !== undefined) this.#count()
      real.truncateSync(target, size ?? 0)
      const image = file === undefined ? undefined : this.#find(file)
      if (image instanceof FileImage) this.#resize(image, size ?? 0)
    }
    fs.writeFileSync = (target, data, options) => {
      const file = typeof target === 'number' ? undefined : this.#resolve(target)
      if (file === undefined) return real.writeFileSync(target, data, options)
      this.#count()
      real.writeFileSync(target, data, options)
      if (this.#find(file) === undefined) this.#create(file, new FileImage(Buffer.alloc(0)))
      const image = this.#find(file)
      if (!(image instanceof FileImage)) return
      this.#resize(image, 0)
      const bytes = real.readFileSync(String(target))
      if (bytes.length > 0) this.#change(image, 0, bytes)
    }
  }

  #wrapEntries(): void {
    const real = this.#real
    fs.mkdirSync = ((target: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
      const folder = this.#resolve(target)
      if (folder === undefined || this.#find(folder) !== undefined) return real.mkdirSync(target, options)
      this.#count()
      const first = real.mkdirSync(target, options)
      this.#create(folder, new DirectoryImage())
      return first
    }) as typeof fs.mkdirSync
    fs.renameSync = (from, to) => {
      const [source, target] = [this.#resolve(from), this.#resolve(to)]
      if (source === undefined && target === undefined) return real.renameSync(from, to)
      const image = source === undefined ? undefined : this.#find(source)
      if (source === undefined || target === undefined || image === undefined) {
        throw new RangeError('SimulatedDisk: needs both names of a move inside the folder')
      }
      if (path.dirname(source) !== path.dirname(target)) {
        throw new RangeError('SimulatedDisk: needs moves within one directory')
      }
      this.#count()
      real.renameSync(from, to)
      this.#parent(target).change({ remove: path.basename(source), set: { name: path.basename(target), image } })
    }
    const remove = (target: fs.PathLike, act: () => void): void => {
      const entry = this.#resolve(target)
      if (entry === undefined) return act()
      this.#count()
      act()
      if (this.#find(entry) !== undefined) this.#parent(entry).change({ remove: path.basename(entry) })
    }
    fs.unlinkSync = (target) => remove(target, () => real.unlinkSync(target))
    fs.rmdirSync = (target) => remove(target, () => real.rmdirSync(target))
    fs.rmSync = (target, options) => remove(target, () => real.rmSync(target, options))
    fs.symlinkSync = (target, link, type) => {
      if (this.#resolve(link) !== undefined) throw new RangeError('SimulatedDisk: needs a folder without links')
      real.symlinkSync(target, link, type)
    }
  }

  #wrapSyncs(): void {
    const wrap = (sync: (descriptor: number) => void) => (descriptor: number) => {
      const image = this.#open.get(descriptor)
      if (image !== undefined) this.#count()
      sync(descriptor)
      image?.sync()
    }
    // A real sync would only slow the simulation down: what it would keep is kept in the image.
    fs.fsyncSync = wrap(() => {})
    fs.fdatasyncSync = wrap(() => {})
  }

  #count(): void {
    this.#operationCount += 1
    this.beforeOperation(this.#operationCount)
  }

  #change(image: FileImage, offset: number, bytes: Buffer): void {
    image.change({ order: this.#operationCount, kind: 'write', offset, bytes })
  }

  #resize(image: FileImage, size: number): void {
    image.change({ order: this.#operationCount, kind: 'resize', size })
  }

  #create(entry: string, image: Image): void {
    this.#parent(entry).change({ set: { name: path.basename(entry), image } })
  }

  /** @returns the path below the root, or nothing when it lies outside */
  #resolve(target: fs.PathLike): string | undefined {
    const below = path.relative(this.#root, path.resolve(String(target)))
    return below.startsWith('..') ? undefined : below
  }

  #find(below: string): Image | undefined {
    if (below === '') return this.#tree
    let image: Image | undefined = this.#tree
    for (const name of below.split(path.sep)) {
      image = image instanceof DirectoryImage ? image.current.get(name) : undefined
    }
    return image
  }

  #parent(below: string): DirectoryImage {
    const parent = path.dirname(below)
    const image = this.#find(parent === '.' ? '' : parent)
    if (!(image instanceof DirectoryImage)) throw new RangeError(`SimulatedDisk: needs a directory, got ${parent}`)
    return image
  }
}

function truncates(flags: fs.OpenMode): boolean {
  if (typeof flags === 'string') return flags.startsWith('w')
  return (flags & fs.constants.O_TRUNC) !== 0
}

/** @returns the file of the last write that no sync covered */
function findLastWritten(directory: DirectoryImage): FileImage | undefined {
  let last: FileImage | undefined
  for (const image of directory.current.values()) {
    const found = image instanceof DirectoryImage ? findLastWritten(image) : image
    if ((found?.lastWrite?.order ?? -1) > (last?.lastWrite?.order ?? -1)) last = found
  }
  return last
}

function loadDirectory(folder: string): DirectoryImage {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).map(({ name }): [string, Image] => {
    const below = path.join(folder, name)
    return [name, fs.statSync(below).isDirectory() ? loadDirectory(below) : new FileImage(fs.readFileSync(below))]
  })
  return new DirectoryImage(new Map(entries))
}

/** Brings the images to what `folder` shows now, without a sync. */
function addUnsynced(directory: DirectoryImage, folder: string): void {
  const names = new Set(fs.readdirSync(folder))
  for (const name of directory.current.keys()) if (!names.has(name)) directory.change({ remove: name })
  for (const name of names) {
    const below = path.join(folder, name)
    const isDirectory = fs.statSync(below).isDirectory()
    let image = directory.current.get(name)
    if (image === undefined || image instanceof DirectoryImage !== isDirectory) {
      image = isDirectory ? new DirectoryImage() : new FileImage(Buffer.alloc(0))
      directory.change({ set: { name, image } })
    }
    if (image instanceof DirectoryImage) addUnsynced(image, below)
    else addUnsyncedContent(image, fs.readFileSync(below))
  }
}

function addUnsyncedContent(image: FileImage, content: Buffer): void {
  if (image.dropped().equals(content)) return
  image.change({ order: 0, kind: 'resize', size: content.length })
  image.change({ order: 0, kind: 'write', offset: 0, bytes: content })
}
