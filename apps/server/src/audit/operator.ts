import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { z } from 'zod'

/** Who runs a command: the account of the operating system, and the machine. */
export const operatorSchema = z.strictObject({
  account: z.string().min(1).max(200),
  machine: z.string().min(1).max(255),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
})
export type Operator = z.infer<typeof operatorSchema>

/** Who runs this process; an account without a name is named by its number. */
export function thisOperator(): Operator {
  return { account: accountOfProcess(), machine: hostname() || 'localhost', traceId: randomBytes(16).toString('hex') }
}

function accountOfProcess(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
