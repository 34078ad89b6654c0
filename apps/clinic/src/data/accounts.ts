import type { Call, Contract, SignInPolicy } from '@dosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from './api.ts'
import { accountKey } from './records.ts'

const keys = {
  accounts: ['accounts'],
  sessions: ['sessions'],
  secondFactor: ['second-factor'],
  passkeys: ['passkeys'],
  policy: ['sign-in-policy'],
  provider: ['identity-provider'],
} as const

export function useAccounts() {
  const call = useApi()
  return useQuery({ queryKey: keys.accounts, queryFn: () => call('listAccounts') })
}

/** A change to the accounts; the list is read again after it. */
export function useAccountWrite<Variables, Answer>(write: (call: Call, variables: Variables) => Promise<Answer>) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => write(call, variables),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.accounts }),
  })
}

export function useChangePassword(onChanged: () => void) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['changePassword']['body']) => call('changePassword', { body }),
    onSuccess: (account) => {
      onChanged()
      client.setQueryData(accountKey, account)
      void client.invalidateQueries({ queryKey: keys.sessions })
    },
  })
}

export function useOwnSessions() {
  const call = useApi()
  return useQuery({ queryKey: keys.sessions, queryFn: () => call('ownSessions') })
}

export function useEndOtherSessions() {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('endOtherSessions'),
    onSuccess: (answer) => client.setQueryData(keys.sessions, answer),
  })
}

export function useSecondFactor() {
  const call = useApi()
  return useQuery({ queryKey: keys.secondFactor, queryFn: () => call('secondFactor') })
}

/** A change to the own second factor; its state is read again after it. */
export function useSecondFactorWrite<Variables, Answer>(write: (call: Call, variables: Variables) => Promise<Answer>) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => write(call, variables),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.secondFactor }),
  })
}

export function usePasskeys() {
  const call = useApi()
  return useQuery({ queryKey: keys.passkeys, queryFn: () => call('passkeys') })
}

/** A change to the own passkeys, which the answer lists. */
export function usePasskeyWrite<Variables>(
  write: (call: Call, variables: Variables) => Promise<Contract['passkeys']['response']>,
) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => write(call, variables),
    onSuccess: (own) => client.setQueryData(keys.passkeys, own),
  })
}

export function useSignInPolicy() {
  const call = useApi()
  return useQuery({ queryKey: keys.policy, queryFn: () => call('signInPolicy') })
}

export function useSignInPolicyWrite() {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (policy: SignInPolicy) => call('changeSignInPolicy', { body: policy }),
    onSuccess: (policy) => {
      client.setQueryData(keys.policy, policy)
      // It holds for who asked for it too.
      void client.invalidateQueries({ queryKey: accountKey })
    },
  })
}

export function useIdentityProvider() {
  const call = useApi()
  return useQuery({ queryKey: keys.provider, queryFn: () => call('identityProvider') })
}

/** A change to the identity provider, which the answer holds. */
export function useProviderWrite<Variables>(
  write: (call: Call, variables: Variables) => Promise<Contract['identityProvider']['response']>,
) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => write(call, variables),
    onSuccess: (settings) => client.setQueryData(keys.provider, settings),
  })
}
