import { WebAuthnError } from '@simplewebauthn/browser'

/** The device was asked and gave no key: its owner stopped, took too long, or it has none. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof WebAuthnError || (error instanceof DOMException && error.name === 'NotAllowedError')
}
