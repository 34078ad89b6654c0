import { Loading } from '@dosis/ui'
import type { ReactNode } from 'react'
import { isSignedOut } from '../data/query-client.ts'
import { useAccount } from '../data/records.ts'
import { OwnPasswordFirst } from '../sign-in/OwnPasswordFirst.tsx'
import { SecondFactorFirst } from '../sign-in/SecondFactorFirst.tsx'
import { SignIn } from '../sign-in/SignIn.tsx'
import { Failure } from './Failure.tsx'

interface DoorProps {
  /** The session ended while somebody was at work. */
  expired: boolean
  onSignedIn: () => void
  children: ReactNode
}

/**
 * Lets in who is signed in. When a session ends, the pages stay behind the sign-in as they were, with everything that
 * was typed.
 */
export function Door({ expired, onSignedIn, children }: DoorProps) {
  const account = useAccount()
  if (account.data === undefined) {
    if (account.isPending) return <Loading />
    if (isSignedOut(account.error)) return <SignIn onSignedIn={onSignedIn} />
    return <Failure error={account.error} onRetry={() => void account.refetch()} page />
  }
  return (
    <>
      {expired && <SignIn onSignedIn={onSignedIn} again />}
      <div hidden={expired}>
        {account.data.passwordIsTemporary ? (
          <OwnPasswordFirst />
        ) : account.data.secondFactorIsMissing ? (
          <SecondFactorFirst />
        ) : (
          children
        )}
      </div>
    </>
  )
}
