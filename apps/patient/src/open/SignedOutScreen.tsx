import { Button, Logo, Notice, SaveState, TextField } from '@dosis/ui/patient'
import { useState } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { Page } from '../frame/Page.tsx'
import { OtherLanguage } from '../frame/OtherLanguage.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { countOf } from '../today/WhatWaits.tsx'
import { tokenIn } from './link-token.ts'

interface SignedOutScreenProps {
  /** The link that was opened is no longer good. */
  readonly isRefused?: boolean
  readonly onToken: (token: string) => void
}

/**
 * The way in: the link of the therapist, opened or pasted. Pasting is for the app on the home screen of an iPhone, which
 * shares nothing with the browser that opens links. What was not sent yet is still here, and says so.
 */
export function SignedOutScreen({ isRefused, onToken }: SignedOutScreenProps) {
  const { texts } = useTexts()
  const { unsent } = usePhone()
  const [link, setLink] = useState('')
  const [isWrong, setWrong] = useState(false)
  const open = () => {
    const token = tokenIn(link)
    if (token === null) setWrong(true)
    else onToken(token)
  }
  return (
    <Page
      title={texts.signedOut}
      head={
        <>
          <Logo />
          <OtherLanguage />
        </>
      }
    >
      <h1>{texts.signedOut}</h1>
      {isRefused === true && (
        <Notice kind="caution" title={texts.linkFailed} live>
          {texts.linkFailedNext}
        </Notice>
      )}
      {unsent.length > 0 && (
        <div className="p-stack">
          <SaveState state="saved_here" words={texts.unsent(countOf(unsent))} />
          <p>{texts.unsentStays}</p>
        </div>
      )}
      <form
        className="p-stack"
        onSubmit={(event) => {
          event.preventDefault()
          open()
        }}
      >
        <TextField
          label={texts.pasteLink}
          hint={texts.pasteLinkHint}
          value={link}
          onChange={(value) => {
            setLink(value)
            setWrong(false)
          }}
          autoComplete="off"
          problem={isWrong ? texts.pasteLinkWrong : undefined}
        />
        <Button type="submit" kind="primary" size="large" wide>
          {texts.openLink}
        </Button>
      </form>
    </Page>
  )
}
