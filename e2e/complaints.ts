import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core'

/** Something a page may never do: an error, content that its policy refuses, a request to another origin. */
export interface Complaint {
  readonly kind: 'console' | 'error' | 'elsewhere' | 'failed'
  readonly where: string
  readonly what: string
}

/** Who is not signed in, or no longer, is told so; browsers write that answer to the console. */
const isSignedOut = (message: ConsoleMessage, origin: string): boolean =>
  message.text().includes('status of 401') && message.location().url.startsWith(`${origin}/api/`)

/** Hears everything that goes wrong on the pages of a context. */
export function listenForComplaints(
  context: BrowserContext,
  origin: string,
  onComplaint: (complaint: Complaint) => void,
): void {
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (isSignedOut(message, origin)) return
    onComplaint({
      kind: 'console',
      where: message.page()?.url() ?? '',
      what: `${message.text()} (${message.location().url})`,
    })
  })
  context.on('weberror', (failure) => {
    const error = failure.error()
    onComplaint({ kind: 'error', where: failure.page()?.url() ?? '', what: error.stack ?? error.message })
  })
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol === 'data:' || protocol === 'blob:' || asked === new URL(origin).origin) return
    onComplaint({ kind: 'elsewhere', where: pageOf(request.frame().page()), what: request.url() })
  })
}

const pageOf = (page: Page): string => page.url()

/** One line per complaint. */
export const complaintLines = (complaints: readonly Complaint[]): readonly string[] =>
  complaints.map(({ kind, where, what }) => `${kind} on ${where}: ${what}`)
