import { addDays, type FactOption, type Fracture, type IsoDate, weeksBetween } from '@dosis/domain'
import { Button, ChoiceField, DateField, type FieldProps, QuantityField, SegmentedControl, YesNoField } from '@dosis/ui'
import { Plus, Trash2 } from 'lucide-react'
import { useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'

interface FracturesFieldProps extends FieldProps {
  sites: readonly FactOption[]
  /** `undefined` = not known whether there are any; an empty list = asked and there are none. */
  value: readonly Fracture[] | undefined
  onChange: (fractures: readonly Fracture[] | undefined) => void
}

const parts = ['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated'] as const

/** A fracture of which only the place is known. */
export function fractureAt(site: string): Fracture {
  return { site, on: null, lowTrauma: null, stable: null, symptomatic: null, imaging: null, operated: null }
}

/** Weeks since the bone broke, to one decimal. */
export function weeksAgoOf({ on, weeksAgo }: Fracture, today: IsoDate): number | undefined {
  if (on != null) return Math.round(weeksBetween(on, today) * 10) / 10
  return weeksAgo ?? undefined
}

/** Keeps weeks as the day they lead to, so that a fracture grows older while the record lies. */
export function brokenWeeksAgo(fracture: Fracture, weeks: number | undefined, today: IsoDate): Fracture {
  const { weeksAgo: _, on: __, ...rest } = fracture
  return { ...rest, on: weeks === undefined ? null : addDays(today, -Math.round(weeks * 7)) }
}

/** Broken bones, each with what is known of it; every part may stay open. */
export function FracturesField({ id, label, hint, beside, sites, value, onChange }: FracturesFieldProps) {
  const { t, pick } = useWords()
  const list = value ?? []
  const state = value === undefined ? 'unknown' : value.length === 0 ? 'none' : 'some'
  const change = (place: number, fracture: Fracture) =>
    onChange(list.map((each, index) => (index === place ? fracture : each)))
  const add = () => onChange([...list, fractureAt(sites[0]?.code ?? '')])
  const choose = (next: 'unknown' | 'none' | 'some') => {
    if (next === 'unknown') onChange(undefined)
    else if (next === 'none') onChange([])
    else if (state !== 'some') add()
  }

  return (
    <div className="c-fractures">
      <SegmentedControl
        id={id}
        label={label}
        hint={hint}
        beside={beside}
        options={[
          { value: 'unknown', label: t.intake.notKnown, open: true },
          { value: 'some', label: t.intake.some },
          { value: 'none', label: t.intake.none },
        ]}
        value={state}
        onChange={choose}
      />
      {list.map((fracture, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- fractures keep their places while they are edited
        <fieldset key={place} className="c-fracture">
          <legend>
            {t.intake.fracture(place + 1)}: {siteName(sites, fracture.site, pick)}
          </legend>
          <OneFracture fracture={fracture} sites={sites} onChange={(next) => change(place, next)} />
          <Button
            kind="quiet"
            size="small"
            icon={Trash2}
            onClick={() => onChange(list.filter((_, index) => index !== place))}
          >
            {t.intake.removeFracture(place + 1)}
          </Button>
        </fieldset>
      ))}
      {state === 'some' && (
        <Button size="small" icon={Plus} onClick={add}>
          {t.intake.addFracture}
        </Button>
      )}
    </div>
  )
}

function siteName(sites: readonly FactOption[], code: string, pick: (text: FactOption['label']) => string) {
  const site = sites.find((each) => each.code === code)
  return site === undefined ? code : pick(site.label)
}

interface OneFractureProps {
  fracture: Fracture
  sites: readonly FactOption[]
  onChange: (fracture: Fracture) => void
}

function OneFracture({ fracture, sites, onChange }: OneFractureProps) {
  const { today } = useRecord()
  const { t, terms, pick } = useWords()
  return (
    <div className="c-fracture-fields">
      <ChoiceField
        label={terms.fractureKey.site}
        options={sites.map(({ code, label }) => ({ value: code, label: pick(label) }))}
        unknownLabel={null}
        value={fracture.site}
        onChange={(site) => onChange({ ...fracture, site: site ?? fracture.site })}
      />
      <QuantityField
        label={terms.fractureKey.weeksAgo}
        unit={t.intake.weeks}
        min={0}
        max={5200}
        decimals={1}
        value={weeksAgoOf(fracture, today)}
        onChange={(weeks) => onChange(brokenWeeksAgo(fracture, weeks, today))}
      />
      <DateField
        label={terms.fractureKey.on}
        hint={t.intake.dateOrWeeks}
        max={today}
        value={fracture.on ?? undefined}
        onChange={(on) => {
          const { weeksAgo: _, ...rest } = fracture
          if (on === undefined || on <= today) onChange({ ...rest, on: on ?? null })
        }}
      />
      {parts.map((part) => (
        <YesNoField
          key={part}
          label={terms.fractureKey[part]}
          value={fracture[part] ?? undefined}
          onChange={(answer) => onChange({ ...fracture, [part]: answer ?? null })}
        />
      ))}
      <SegmentedControl
        label={terms.fractureKey.consolidation}
        options={[
          { value: 'unknown', label: t.intake.notKnown, open: true },
          { value: 'confirmed', label: terms.consolidation.confirmed },
          { value: 'uncertain', label: terms.consolidation.uncertain },
        ]}
        value={fracture.consolidation ?? 'unknown'}
        onChange={(answer) => onChange({ ...fracture, consolidation: answer === 'unknown' ? null : answer })}
      />
    </div>
  )
}
