import { type ReactNode, useEffect, useRef } from 'react'
import type { LinkLike } from './Button.tsx'

export interface PatientHeaderProps {
  name: string
  /** Age and sex in words: "68 jaar, vrouw". */
  about?: ReactNode
  conditions?: readonly string[] | undefined
  /** One line: what is not known yet, as a link to where it is asked. */
  unknown?: ReactNode
  /** Active warnings, most urgent first; set as marks that stay in sight. */
  warnings?: ReactNode
  actions?: ReactNode
  /** The stations of this patient: intake, assessment, plan, follow-up, evaluation. */
  places?: readonly { href: string; label: string; current?: boolean | undefined }[] | undefined
  placesLabel?: string | undefined
  link?: LinkLike | undefined
}

/** Who this is about; never scrolls away. */
export function PatientHeader(props: PatientHeaderProps) {
  const { name, about, conditions = [], unknown, warnings, actions, places, placesLabel, link: Link = 'a' } = props
  const list = useRef<HTMLUListElement>(null)
  const current = places?.find((place) => place.current)?.href
  useEffect(() => {
    if (current !== undefined) showCurrent(list.current)
  }, [current])
  return (
    <section className="d-patient" aria-label={name}>
      <div className="d-patient-line">
        <p className="d-patient-name">
          <strong>{name}</strong> {about && <span>{about}</span>}
        </p>
        {conditions.length > 0 && <p className="d-patient-conditions">{conditions.join(' · ')}</p>}
        {warnings && <div className="d-patient-warnings">{warnings}</div>}
        {unknown && <div className="d-patient-unknown">{unknown}</div>}
        {actions && <div className="d-patient-actions d-row">{actions}</div>}
      </div>
      {places && (
        <nav aria-label={placesLabel ?? name}>
          <ul className="d-places" ref={list}>
            {places.map((place) => (
              <li key={place.href}>
                <Link href={place.href} className="d-place" aria-current={place.current ? 'page' : undefined}>
                  {place.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </section>
  )
}

/** On a phone the stations do not all fit: the one that is shown is slid into sight, and the page stays where it is. */
function showCurrent(list: HTMLUListElement | null): void {
  const link = list?.querySelector<HTMLElement>('[aria-current="page"]')
  if (list == null || link == null) return
  const end = link.offsetLeft + link.offsetWidth - list.offsetLeft
  if (end > list.scrollLeft + list.clientWidth) list.scrollLeft = end - list.clientWidth
}
