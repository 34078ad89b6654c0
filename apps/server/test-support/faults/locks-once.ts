// A holder with one fault built in: it takes the lock on the folder and none beside the database, as Dosis itself did
// once. Whoever removes `dosis.lock` is let in; the intrusions must find it out.
import fs from 'node:fs'
import path from 'node:path'
import { lockFolder } from '../../src/db/embedded/folder-lock.ts'

const { root } = JSON.parse(process.argv.at(-1) ?? '{}') as { readonly root: string }
lockFolder(path.join(root, 'data'), () => new Date(0))
fs.writeSync(1, `${JSON.stringify({ opened: { milliseconds: 0, checked: 0 } })}\n`)
setInterval(() => {}, 1000)
