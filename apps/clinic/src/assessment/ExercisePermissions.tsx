import type { ExercisePermission, PermissionReason, Reason } from '@dosis/domain'
import { permissions } from '@dosis/engine'
import { DataTable, Disclosure, SearchField, Section, VerdictMark } from '@dosis/ui'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { assessmentInput } from '../intake/live-assessment.ts'
import { useFactSaver } from '../intake/fact-saver.tsx'
import { definitionOf } from '../reason/definition-of.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'

/** The verdict on every exercise of the library for this patient, down to its reasons; searched by name. */
export function ExercisePermissions() {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const record = useRecord()
  const { facts } = useFactSaver()
  const [search, setSearch] = useState('')
  const all = useMemo(
    () => permissions({ assessment: assessmentInput(record, facts), preferences: {} }, knowledge),
    [record, facts, knowledge],
  )
  const nameOf = (id: string) => {
    const exercise = knowledge.exercises[id]
    return exercise === undefined ? id : pick(exercise.names)
  }
  const found = all
    .filter(({ exercise }) => fold(nameOf(exercise)).includes(fold(search)))
    .toSorted((left, right) => nameOf(left.exercise).localeCompare(nameOf(right.exercise)))
  // Of most exercises the sources say nothing for one patient: those are there, and out of the way.
  const isFolded = search === ''
  const silent = isFolded ? found.filter(({ verdict }) => verdict === 'silent') : []
  const shown = found.filter((each) => !silent.includes(each))
  return (
    <Section title={terms.permission.title} note={<span data-print="no">{t.assessment.formsNote}</span>}>
      <div data-print="no">
        <SearchField label={t.assessment.searchExercise} value={search} onChange={setSearch} />
      </div>
      <Exercises caption={terms.permission.title} rows={shown} nameOf={nameOf} />
      {silent.length > 0 && (
        <Disclosure summary={t.assessment.silentExercises(silent.length)}>
          <Exercises caption={t.assessment.silentExercises(silent.length)} rows={silent} nameOf={nameOf} />
        </Disclosure>
      )}
    </Section>
  )
}

interface ExercisesProps {
  caption: string
  rows: readonly ExercisePermission[]
  nameOf: (exercise: string) => string
}

function Exercises({ caption, rows, nameOf }: ExercisesProps) {
  const { t } = useWords()
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ exercise }) => exercise}
      empty={t.assessment.noExerciseFound}
      columns={[
        {
          key: 'exercise',
          header: t.assessment.exercise,
          cell: ({ exercise }) => nameOf(exercise),
          plainOnPhone: true,
        },
        {
          key: 'verdict',
          header: t.assessment.verdict,
          cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
          plainOnPhone: true,
        },
        {
          key: 'why',
          header: t.assessment.because,
          cell: (row) => <OneLine permission={row} nameOf={nameOf} />,
          plainOnPhone: true,
        },
      ]}
      detail={({ because }) => <Chain why={because.flatMap(reasonOf)} />}
    />
  )
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

function reasonOf(reason: PermissionReason): readonly Reason[] {
  if (reason.kind === 'no_form') return []
  const isOpen = reason.kind !== 'form' && reason.missing.length > 0
  return [{ rule: reason.rule, truth: isOpen ? 'unknown' : 'yes', facts: [], factIds: reason.factIds }]
}

interface OneLineProps {
  permission: ExercisePermission
  nameOf: (exercise: string) => string
}

/** What must be known first, or the reason that weighs most; then what it needs and what may be done instead. */
function OneLine({ permission, nameOf }: OneLineProps) {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  const { missing, because, lacks, instead, verdict } = permission
  const [fact] = missing
  const definition = fact === undefined ? undefined : definitionOf(knowledge, fact)
  const strongest =
    because.find((reason) => reason.kind === 'form' && reason.verdict === verdict) ??
    because.find(({ kind }) => kind === 'held_still' || kind === 'too_much_impact' || kind === 'nothing_left') ??
    because[0]
  return (
    <>
      {fact !== undefined && verdict === 'unknown' ? (
        <Link href={askPath(patientId, fact)}>
          {t.assessment.notKnownYet([definition === undefined ? fact : pick(definition.question)], missing.length)}
        </Link>
      ) : (
        strongest !== undefined && <span>{said(strongest)}</span>
      )}
      {lacks.length > 0 && (
        <p className="d-caption">
          {lacks.map((each) => terms.equipment[each] ?? each).join(', ')}: {terms.permission.lacks}
        </p>
      )}
      {instead !== null && (
        <p className="d-caption">
          {terms.permission.instead}: {nameOf(instead)}
        </p>
      )}
    </>
  )

  function said(reason: PermissionReason): string {
    if (reason.kind === 'no_form') return terms.permission.reason.no_form
    const { names, note } = findRule(knowledge, reason.rule)
    if (reason.kind !== 'form') return `${terms.permission.reason[reason.kind]}: ${pick(names)}`
    const form = knowledge.forms[reason.form]
    const name = form === undefined ? reason.form : pick(form.names)
    return note === null ? name : `${name}: ${pick(note)}`
  }
}
