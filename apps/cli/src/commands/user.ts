import { professionalRoles } from '@dosis/api'
import { type AccountAnswer, type AccountCommand, accountsOf, type ManagedAccount } from '@dosis/server'
import { defineCommand } from 'citty'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf, placeToFill } from './replay.ts'

const where = {
  data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
  database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
} as const
const who = {
  login: { type: 'positional', required: true, valueHint: 'LOGIN', description: 'with what one signs in' },
} as const

const addCommand = command(
  'add',
  'give somebody an account, and print its password once',
  {
    ...who,
    name: { type: 'string', valueHint: 'NAME', description: 'name and profession, as colleagues see it' },
    role: { type: 'string', valueHint: professionalRoles.join('|'), description: 'what the person may do' },
    practice: { type: 'string', valueHint: 'NAME', description: 'name of the practice; with the first account' },
    ...where,
  },
  (invocation) => {
    const { flags } = invocation
    const role = professionalRoles.find((one) => one === flags['role'])
    if (role === undefined) {
      throw new BadInput('--role', [{ path: '', message: `needs one of ${professionalRoles.join(', ')}` }])
    }
    const practice = flags['practice']
    const wanted = {
      action: 'add',
      login: String(flags['login']),
      displayName: typeof flags['name'] === 'string' ? flags['name'] : '',
      role,
      ...(typeof practice === 'string' ? { practiceName: practice } : {}),
    } as const
    return carryOut(wanted, placeToFill(flags), invocation)
  },
)

const listCommand = command('list', 'who may sign in, and who left', where, (invocation) =>
  carryOut({ action: 'list' }, placeOf(invocation.flags), invocation),
)

const changes = {
  password: 'give somebody a new password, print it once, and sign the old one out',
  end: 'let somebody who leaves sign in no more; the record keeps the name',
  reopen: 'let somebody who left sign in again',
} as const

const changeCommands = Object.entries(changes).map(([action, description]) => [
  action,
  command(action, description, { ...who, ...where }, (invocation) => {
    const { flags } = invocation
    const wanted = { action: action as keyof typeof changes, login: String(flags['login']) }
    return carryOut(wanted, placeOf(flags), invocation)
  }),
])

async function carryOut(
  wanted: AccountCommand,
  place: { url: string } | { data: string },
  { io, style }: Invocation,
): Promise<number> {
  const answer: AccountAnswer = await refusing('dosis user', () => accountsOf(place, wanted))
  if (style.json) {
    io.out(JSON.stringify(answer, null, 2))
    return 0
  }
  const say = messages[style.language].user
  for (const account of answer.accounts) {
    if (wanted.action === 'list' || account.login === wanted.login) io.out(lineOf(account, say))
  }
  if (answer.accounts.length === 0) io.out(say.nobody)
  if (answer.password !== null) io.out(say.password(answer.password))
  return 0
}

function lineOf({ login, role, displayName, endedAt }: ManagedAccount, say: (typeof messages)['nl']['user']): string {
  const left = endedAt === null ? '' : `  ${say.left(endedAt.slice(0, 10))}`
  return `${login.padEnd(20)} ${say.roles[role].padEnd(16)} ${displayName}${left}`
}

export const userCommand = defineCommand({
  meta: { name: 'user', description: 'accounts of professionals: add, list, password, end, reopen' },
  subCommands: { add: addCommand, list: listCommand, ...Object.fromEntries(changeCommands) },
})
