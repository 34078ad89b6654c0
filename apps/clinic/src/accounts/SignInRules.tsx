import type { IdentityProvider, IdentityProviderSettings, SignInPolicy } from '@dosis/api'
import { Button, ChoiceField, Notice, Section, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useIdentityProvider, useProviderWrite, useSignInPolicy, useSignInPolicyWrite } from '../data/accounts.ts'
import { useMay } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { problemPath } from '../sign-in/problem-path.ts'

/** How the professionals of the practice come in: with a second step or not, and with which identity provider. */
export function SignInRules() {
  return (
    <>
      <SecondStep />
      <Provider />
    </>
  )
}

function SecondStep() {
  const { t } = useWords()
  const policy = useSignInPolicy()
  const mayChange = useMay('changeSignInPolicy')
  const change = useSignInPolicyWrite()
  const options = (['optional', 'required'] as const).map((value) => ({
    value,
    label: t.signInRules.secondStep[value],
    detail: t.signInRules.secondStepDoes[value],
  }))
  return (
    <Section title={t.secondFactor.title}>
      {policy.isError && <Failure error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.data && (
        <ChoiceField
          label={t.signInRules.secondStepFor}
          as="list"
          unknownLabel={null}
          options={options}
          value={change.variables?.secondFactor ?? policy.data.secondFactor}
          onChange={(secondFactor: SignInPolicy['secondFactor'] | undefined) =>
            secondFactor !== undefined && change.mutate({ secondFactor })
          }
          disabled={!mayChange || change.isPending}
        />
      )}
      {change.isError && (
        <Failure error={change.error} onRetry={() => change.variables && change.mutate(change.variables)} write />
      )}
    </Section>
  )
}

function Provider() {
  const { t } = useWords()
  const settings = useIdentityProvider()
  const mayChange = useMay('setIdentityProvider')
  const [editing, setEditing] = useState(false)
  const [removing, setRemoving] = useState(false)
  const remove = useProviderWrite((call, _: null) => call('removeIdentityProvider', { body: {} }))
  if (settings.data === undefined) {
    return settings.isError ? (
      <Section title={t.signInRules.provider}>
        <Failure error={settings.error} onRetry={() => void settings.refetch()} />
      </Section>
    ) : null
  }
  const { provider, practiceId } = settings.data
  return (
    <Section title={t.signInRules.provider}>
      {provider === null ? (
        <p>{t.signInRules.none}</p>
      ) : (
        <>
          <p>
            {t.signInRules.with(provider.name)}{' '}
            {provider.passwordsFor === 'administrators' ? t.signInRules.noPasswords : t.signInRules.alsoPasswords}
          </p>
          <p>
            {t.signInRules.address}: <code>{`${location.origin}/?practice=${encodeURIComponent(practiceId)}`}</code>
          </p>
        </>
      )}
      {mayChange && !editing && (
        <div className="d-row">
          <Button onClick={() => setEditing(true)}>
            {provider === null ? t.signInRules.add : t.signInRules.change}
          </Button>
          {provider !== null && !removing && (
            <Button kind="quiet" onClick={() => setRemoving(true)}>
              {t.signInRules.remove}
            </Button>
          )}
        </div>
      )}
      {removing && (
        <Notice
          title={t.signInRules.removeTitle}
          actions={
            <>
              <Button
                busy={remove.isPending}
                onClick={() => remove.mutate(null, { onSuccess: () => setRemoving(false) })}
              >
                {t.signInRules.removeConfirm}
              </Button>
              <Button kind="quiet" onClick={() => setRemoving(false)}>
                {t.accounts.cancel}
              </Button>
            </>
          }
        >
          {t.signInRules.removeText}
        </Notice>
      )}
      {remove.isError && <Failure error={remove.error} onRetry={() => remove.mutate(null)} write />}
      {editing && <ProviderForm provider={provider} onDone={() => setEditing(false)} />}
    </Section>
  )
}

const emptyProvider: IdentityProvider = {
  name: '',
  issuer: '',
  clientId: '',
  matchedBy: 'email',
  asksEveryTime: false,
  passwordsFor: 'everyone',
}

function ProviderForm({ provider, onDone }: { provider: IdentityProvider | null; onDone: () => void }) {
  const { t } = useWords()
  const words = t.signInRules
  const [wanted, setWanted] = useState(provider ?? emptyProvider)
  const [secret, setSecret] = useState('')
  const [asked, setAsked] = useState(false)
  const save = useProviderWrite((call, body: IdentityProviderSettings) => call('setIdentityProvider', { body }))
  const refused = problemPath(save.error)
  const change = (part: Partial<IdentityProvider>) => {
    setWanted({ ...wanted, ...part })
    save.reset()
  }
  const isSameProvider = provider?.issuer === wanted.issuer && provider.clientId === wanted.clientId
  const missing = (text: string) => (asked && text.trim() === '' ? words.needed : undefined)
  const secretProblem = isSameProvider ? undefined : missing(secret)
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    setAsked(true)
    const texts = [wanted.name, wanted.issuer, wanted.clientId, ...(isSameProvider ? [] : [secret])]
    if (texts.some((text) => text.trim() === '')) return
    save.mutate({ ...wanted, ...(secret === '' ? {} : { secret }) }, { onSuccess: onDone })
  }
  const isShown = refused === 'issuer' || refused === 'secret'
  return (
    <form className="d-stack c-form" onSubmit={send} noValidate>
      <p>
        {words.redirect}: <code>{`${location.origin}/`}</code>
      </p>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={wanted.name}
        onChange={(name) => change({ name })}
        maxLength={60}
        required
        problem={missing(wanted.name)}
      />
      <TextField
        label={words.issuer}
        hint={words.issuerHint}
        value={wanted.issuer}
        onChange={(issuer) => change({ issuer: issuer.trim() })}
        autoComplete="off"
        maxLength={500}
        required
        problem={refused === 'issuer' ? words.noProvider : missing(wanted.issuer)}
      />
      <TextField
        label={words.clientId}
        value={wanted.clientId}
        onChange={(clientId) => change({ clientId: clientId.trim() })}
        autoComplete="off"
        maxLength={200}
        required
        problem={missing(wanted.clientId)}
      />
      <TextField
        label={words.secret}
        hint={isSameProvider ? words.secretKept : words.secretHint}
        type="password"
        value={secret}
        onChange={setSecret}
        autoComplete="off"
        maxLength={500}
        required={!isSameProvider}
        problem={refused === 'secret' ? words.needed : secretProblem}
      />
      <ChoiceField
        label={words.matchedBy}
        as="list"
        unknownLabel={null}
        options={(['email', 'preferred_username'] as const).map((value) => ({
          value,
          label: words.matches[value],
          detail: words.matchesDoes[value],
        }))}
        value={wanted.matchedBy}
        onChange={(matchedBy) => matchedBy !== undefined && change({ matchedBy })}
      />
      <ChoiceField
        label={words.passwords}
        as="list"
        unknownLabel={null}
        options={(['everyone', 'administrators'] as const).map((value) => ({
          value,
          label: words.passwordsFor[value],
        }))}
        value={wanted.passwordsFor}
        onChange={(passwordsFor) => passwordsFor !== undefined && change({ passwordsFor })}
      />
      <ChoiceField
        label={words.askAgain}
        as="list"
        unknownLabel={null}
        options={(['no', 'yes'] as const).map((value) => ({ value, label: words.askAgainFor[value] }))}
        value={wanted.asksEveryTime ? 'yes' : 'no'}
        onChange={(value) => change({ asksEveryTime: value === 'yes' })}
      />
      {save.isError && !isShown && <Failure error={save.error} onRetry={() => send()} write />}
      <div className="d-row">
        <Button type="submit" kind="primary" busy={save.isPending}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t.accounts.cancel}
        </Button>
      </div>
    </form>
  )
}
