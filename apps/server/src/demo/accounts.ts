import type { Account } from '@dosis/api'

export const demoPractice = { practiceId: 'demo', name: 'Praktijk De Proef (demo)' } as const

export interface DemoAccount {
  readonly accountId: string
  readonly login: string
  readonly password: string
  readonly displayName: string
  readonly role: Account['role']
}

/** Everybody may know these passwords: they open the demo practice, which holds invented people, and nothing else. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    accountId: 'demo-therapist',
    login: 'demo',
    password: 'demo-therapeut',
    displayName: 'Thea Proef, fysiotherapeut',
    role: 'therapist',
  },
  {
    accountId: 'demo-physician',
    login: 'demo-arts',
    password: 'demo-huisarts',
    displayName: 'Arno Proef, huisarts',
    role: 'physician',
  },
  {
    accountId: 'demo-manager',
    login: 'demo-manager',
    password: 'demo-praktijk',
    displayName: 'Mina Proef, praktijkmanager',
    role: 'manager',
  },
  {
    accountId: 'demo-assistant',
    login: 'demo-assistent',
    password: 'demo-balie',
    displayName: 'Ada Proef, praktijkassistent',
    role: 'assistant',
  },
  {
    accountId: 'demo-evidence-editor',
    login: 'demo-bewijs',
    password: 'demo-studies',
    displayName: 'Bo Proef, bewijsredacteur',
    role: 'evidence_editor',
  },
  {
    accountId: 'demo-administrator',
    login: 'demo-beheer',
    password: 'demo-sleutels',
    displayName: 'Kees Proef, beheerder',
    role: 'administrator',
  },
]
