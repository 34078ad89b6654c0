import { expect, test } from 'vitest'
import { DirectoryImage, FileImage, sectorBytes } from './disk-image.ts'
import { createRandom } from './random.ts'

const write = (order: number, offset: number, text: string) =>
  ({ order, kind: 'write', offset, bytes: Buffer.from(text) }) as const

test('a file keeps what was synced and drops the rest', () => {
  const file = new FileImage(Buffer.from('first'))
  file.change(write(1, 0, 'FIRST and more'))
  expect(file.dropped().toString()).toBe('first')
  file.sync()
  file.change({ order: 2, kind: 'resize', size: 2 })
  expect(file.dropped().toString()).toBe('FIRST and more')
  file.sync()
  expect(file.dropped().toString()).toBe('FI')
})

test('a torn write ends between two sectors', () => {
  const random = createRandom(1)
  const lengths = new Set<number>()
  for (let round = 0; round < 50; round += 1) {
    const file = new FileImage(Buffer.alloc(0))
    file.change(write(1, 0, 'x'.repeat(3 * sectorBytes)))
    lengths.add(file.torn(random).length)
  }
  expect([...lengths].sort((left, right) => left - right)).toEqual([0, 512, 1024, 1536])
})

test('scattered sectors each hold a state that they once had, the later without the earlier', () => {
  const random = createRandom(1)
  const states = new Set<string>()
  for (let round = 0; round < 200; round += 1) {
    const file = new FileImage(Buffer.from('a'.repeat(2 * sectorBytes)))
    file.change(write(1, 0, 'b'.repeat(2 * sectorBytes)))
    file.change(write(2, 0, 'c'.repeat(2 * sectorBytes)))
    const content = file.scattered(random, 0.5)
    states.add(`${content.toString('utf8', 0, 1)}${content.toString('utf8', sectorBytes, sectorBytes + 1)}`)
    expect(new Set(content.subarray(0, sectorBytes)).size).toBe(1)
  }
  expect([...states].sort()).toEqual(['aa', 'ab', 'ac', 'ba', 'bb', 'bc', 'ca', 'cb', 'cc'])
})

test('a file grows without its content when only the size arrived', () => {
  const random = createRandom(3)
  const contents = new Set<string>()
  for (let round = 0; round < 100; round += 1) {
    const file = new FileImage(Buffer.alloc(0))
    file.change(write(1, 0, 'x'))
    contents.add(file.scattered(random, 0.5).toString())
  }
  expect(contents).toEqual(new Set(['', '\0', 'x']))
})

test('a directory loses names that it was not synced for, and moves a name whole', () => {
  const [kept, moved] = [new FileImage(Buffer.alloc(0)), new FileImage(Buffer.alloc(0))]
  const directory = new DirectoryImage(new Map([['kept', kept]]))
  directory.change({ set: { name: 'new', image: moved } })
  directory.change({ remove: 'new', set: { name: 'moved', image: moved } })
  expect([...directory.dropped().keys()]).toEqual(['kept'])
  const seen = new Set<string>()
  const random = createRandom(1)
  for (let round = 0; round < 50; round += 1) seen.add([...directory.scattered(random).keys()].join())
  expect(seen).toEqual(new Set(['kept', 'kept,new', 'kept,moved']))
  directory.sync()
  expect([...directory.dropped().keys()]).toEqual(['kept', 'moved'])
})
