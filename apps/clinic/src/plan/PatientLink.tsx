import { Button, Section, TextField } from '@dosis/ui'
import { useMutation } from '@tanstack/react-query'
import { Copy, ExternalLink, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '../data/api.ts'
import { useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'

/** A link for the patient's own phone: to copy, or to open beside this page. */
export function PatientLink() {
  const { t, formatDate } = useWords()
  const call = useApi()
  const { patientId } = useRecord()
  const [linkId] = useState(newId)
  const [copied, setCopied] = useState<boolean | null>(null)
  const link = useMutation({
    mutationFn: () => call('createPatientLink', { params: { patientId }, body: { linkId } }),
  })
  const url = link.data === undefined ? '' : new URL(link.data.url, window.location.origin).href
  // Without a secure origin the browser has no clipboard; the field is then there to copy from by hand.
  const copy = () =>
    navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    ) ?? setCopied(false)
  return (
    <Section title={t.plan.link}>
      <p className="d-caption">{t.plan.linkText}</p>
      {link.data === undefined ? (
        <div className="d-row">
          <Button kind="primary" icon={Smartphone} busy={link.isPending} onClick={() => link.mutate()}>
            {t.plan.makeLink}
          </Button>
        </div>
      ) : (
        <div className="d-stack">
          <TextField label={t.plan.linkField} value={url} onChange={() => undefined} />
          <div className="d-row">
            <Button icon={Copy} onClick={() => void copy()}>
              {t.plan.copyLink}
            </Button>
            <a
              className="d-button"
              data-kind="secondary"
              data-size="normal"
              href={url}
              target="_blank"
              rel="noreferrer"
            >
              <ExternalLink className="d-icon" aria-hidden />
              <span>{t.plan.openLink}</span>
            </a>
            <span role="status" className="d-caption">
              {copied === null ? '' : copied ? t.plan.copied : t.plan.notCopied}
            </span>
          </div>
          <p className="d-caption">{t.plan.linkUntil(formatDate(link.data.expiresAt))}</p>
        </div>
      )}
      {link.isError && <Failure error={link.error} onRetry={() => link.mutate()} write />}
      <EndLinks />
    </Section>
  )
}

/** A phone that was lost, or a link in the wrong hands: everything that opens the plan ends at once. */
function EndLinks() {
  const { t, formatDate, formatTime } = useWords()
  const call = useApi()
  const { patientId } = useRecord()
  const [asked, setAsked] = useState(false)
  const [eventId, setEventId] = useState(newId)
  const end = useMutation({
    mutationFn: () => call('revokePatientLinks', { params: { patientId }, body: { eventId } }),
    onSuccess: () => {
      setAsked(false)
      setEventId(newId())
    },
  })
  return (
    <div className="d-stack">
      <div className="d-row">
        <Button kind="quiet" size="small" aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {t.plan.endLinks}
        </Button>
        {end.data !== undefined && !asked && (
          <span role="status" className="d-caption">
            {t.plan.linksEnded(`${formatDate(end.data.revokedAt)}, ${formatTime(end.data.revokedAt)}`)}
          </span>
        )}
      </div>
      {asked && (
        <div className="d-stack c-form">
          <p>{t.plan.endLinksText}</p>
          {end.isError && <Failure error={end.error} onRetry={() => end.mutate()} write />}
          <Button kind="danger" busy={end.isPending} onClick={() => end.mutate()}>
            {t.plan.endLinksConfirm}
          </Button>
        </div>
      )}
    </div>
  )
}
