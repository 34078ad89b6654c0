import type { OtherPatient } from '@dosis/api'
import { ButtonLink, Section, Tag, WorkList } from '@dosis/ui'
import { AppLink } from '../frame/AppLink.tsx'
import { patientPath } from '../frame/places.ts'
import { useAccessWords } from './use-access-words.ts'

/** Patients whom the reader does not treat: looked for by name, or whose treatment stopped. */
export function OthersSection({ others }: { others: readonly OtherPatient[] }) {
  const { a, t, terms } = useAccessWords()
  if (others.length === 0) return null
  return (
    <Section title={a.others.title} note={a.others.note}>
      <WorkList
        link={AppLink}
        items={others.map(({ patientId, name, ageYears, sex, stopped, escalated }) => ({
          key: patientId,
          who: name,
          href: patientPath(patientId),
          about: `${t.patients.age(ageYears)}, ${terms.sex[sex]}`,
          mark: stopped ? <Tag kind="stop">{a.others.stopped}</Tag> : undefined,
          what: escalated === true ? t.patients.task.escalated.practice : stopped ? '' : a.others.none,
          urgent: stopped,
          action: (
            <ButtonLink href={patientPath(patientId)} link={AppLink} size="small">
              {a.others.open}
            </ButtonLink>
          ),
        }))}
      />
    </Section>
  )
}
