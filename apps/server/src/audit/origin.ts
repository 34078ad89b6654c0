import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { routeRoles } from '@dosis/api'
import { canonicalJson } from '@dosis/domain'
import { sha256 } from '../db/hash.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Where an entry is written, and under which rules; the same for everything that this process does. */
export const originOfEntries = {
  source: `dosis ${version} on ${hostname()}`,
  /** Another table of roles is another version. */
  policy: `route-roles ${sha256(canonicalJson(routeRoles)).slice(0, 12)}`,
}
