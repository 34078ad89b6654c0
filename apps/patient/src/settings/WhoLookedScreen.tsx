import type { AuditPage, AuditView } from '@dosis/api'
import { auditEvents, type AuditEvent, type IsoDate } from '@dosis/domain'
import { AnswerList, Button, Loading, Notice } from '@dosis/ui/patient'
import { useCallback, useEffect, useState } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'

interface Shown {
  readonly entries: readonly AuditView[]
  readonly before: number | null
}

/** Who looked at the record and did what, day by day, the newest first: the patient's own view of the log. */
export function WhoLookedScreen() {
  const { texts } = useTexts()
  const { whoLooked } = usePhone()
  const [withOwn, setWithOwn] = useState(false)
  const [shown, setShown] = useState<Shown | 'loading' | 'no_connection'>('loading')

  const load = useCallback(
    async (before: number | null, earlier: readonly AuditView[]) => {
      const page: AuditPage | null = await whoLooked({
        ...(before === null ? {} : { before: String(before) }),
        ...(withOwn ? {} : { by: 'professionals' }),
      })
      setShown(page === null ? 'no_connection' : { entries: [...earlier, ...page.entries], before: page.before })
    },
    [whoLooked, withOwn],
  )
  useEffect(() => {
    setShown('loading')
    void load(null, [])
  }, [load])

  return (
    <Page title={texts.who.title} onBack={goBack}>
      <div className="p-head">
        <h1>{texts.who.title}</h1>
        <p className="p-lead">{texts.who.lead}</p>
      </div>
      <AnswerList
        many
        label={texts.who.also}
        labelHidden
        options={[{ value: 'own', label: texts.who.also }]}
        value={withOwn ? ['own'] : []}
        onChange={(chosen) => setWithOwn(chosen.includes('own'))}
      />
      {shown === 'loading' && <Loading>{texts.who.title}</Loading>}
      {shown === 'no_connection' && (
        <>
          <Notice kind="caution" live>
            {texts.who.noConnection}
          </Notice>
          <Button onClick={() => void load(null, [])}>{texts.who.again}</Button>
        </>
      )}
      {typeof shown === 'object' && shown.entries.length === 0 && <p>{texts.who.none}</p>}
      {typeof shown === 'object' && <Days entries={shown.entries} />}
      {typeof shown === 'object' && shown.before !== null && (
        <Button wide onClick={() => void load(shown.before, shown.entries)}>
          {texts.who.more}
        </Button>
      )}
    </Page>
  )
}

function Days({ entries }: { readonly entries: readonly AuditView[] }) {
  const { formatDate } = useTexts()
  return [...byDay(entries)].map(([day, ofDay]) => (
    <section className="p-section" key={day}>
      <h2>{formatDate(day, 'weekday')}</h2>
      <ul className="p-who">
        {ofDay.map((entry) => (
          <Entry key={entry.sequence} entry={entry} />
        ))}
      </ul>
    </section>
  ))
}

function Entry({ entry: { at, actor, event, outcome } }: { readonly entry: AuditView }) {
  const { texts } = useTexts()
  const { you, nobody, keeper, did, refused, failed } = texts.who
  const known = actor.kind === 'command' && actor.name !== null ? keeper(actor.name) : actor.name
  const name = actor.kind === 'patient' ? you : (known ?? nobody)
  const ended = outcome === 0 ? '' : ` (${outcome === 4 ? refused : failed})`
  return (
    <li>
      <time dateTime={at}>{clockTime(at)}</time>
      <div>
        <strong>{name}</strong>
        <p>
          {isKnown(event) ? did[event] : event}
          {ended}
        </p>
      </div>
    </li>
  )
}

function isKnown(event: string): event is AuditEvent {
  return auditEvents.some((known) => known === event)
}

/** By the day of the phone, in the order in which they come. */
function byDay(entries: readonly AuditView[]): ReadonlyMap<IsoDate, readonly AuditView[]> {
  const days = new Map<IsoDate, AuditView[]>()
  for (const entry of entries) {
    const day = new Intl.DateTimeFormat('sv-SE').format(new Date(entry.at))
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return days
}

/** As clocks are read in both languages: 14:05. */
function clockTime(at: string): string {
  return new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}
