import type { DocumentFinding } from '../finding.ts'
import { showEstimate, tripleOf } from '../interval.ts'
import { quoting } from '../place.ts'
import { show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate } from '../statement.ts'

/** Signs and words against the direction in which the scale is better, and against the events of the groups. */
export function checkDirections(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return [
    ...statementsOf(documents, 'estimate').flatMap((one) => [
      ...checkWords(one),
      ...checkSide(one),
      ...checkEvents(one),
    ]),
    ...statementsOf(documents, 'pooling').flatMap(({ subject, place, instruments }): DocumentFinding[] => {
      const named = instruments
        .map(({ name, betterWhen }) => `${name} ${betterWhen === 'higher' ? '↑' : '↓'}`)
        .join(', ')
      if (new Set(instruments.map(({ betterWhen }) => betterWhen)).size < 2) return []
      return [
        {
          kind: 'opposite-scales-pooled',
          severity: 'warning',
          subject,
          places: [quoting(place, named)],
          calculation: named,
          explanation: say(
            'instruments of which one is better when higher and another when lower are pooled: say that signs were turned',
            'instrumenten waarvan het ene hoger en het andere lager beter is, zijn samengevoegd: vermeld dat de tekens zijn omgekeerd',
          ),
        },
      ]
    }),
  ]
}

/** "Higher" pain in favour of the treatment; a "reduction" with a positive difference. */
function checkWords(one: PrintedEstimate): readonly DocumentFinding[] {
  const point = one.estimate?.value
  if (point === undefined || one.betterWhen === undefined || one.isSaidToFavour !== true) return []
  const words = (one.directionWords ?? []).join('; ')
  const isWorse = one.scale === 'difference' && (one.betterWhen === 'lower' ? point > 0 : point < 0)
  if (!isWorse) return []
  return [
    {
      kind: 'direction-against-scale',
      severity: 'warning',
      subject: one.subject,
      places: [quoting(one.place, [showEstimate(one), words].filter(Boolean).join('; '))],
      calculation: `${show(one.estimate ?? { value: point, decimals: 2 })} ${point > 0 ? '> 0' : '< 0'}; ${one.betterWhen === 'lower' ? '↓' : '↑'}`,
      explanation:
        one.betterWhen === 'lower'
          ? say(
              'lower is better on this scale, yet a positive difference is said to be in favour: the sign was turned or lost',
              'lager is beter op deze schaal, toch heet een positief verschil gunstig: het teken is omgekeerd of weggevallen',
            )
          : say(
              'higher is better on this scale, yet a negative difference is said to be in favour: the sign was turned or added',
              'hoger is beter op deze schaal, toch heet een negatief verschil gunstig: het teken is omgekeerd of toegevoegd',
            ),
    },
  ]
}

/** A significant result on the wrong side of no effect, where nothing says so. */
function checkSide(one: PrintedEstimate): readonly DocumentFinding[] {
  const triple = tripleOf(one)
  if (
    triple === undefined ||
    one.betterWhen === undefined ||
    one.claim !== 'significant' ||
    one.isSaidToFavour !== undefined
  )
    return []
  if (one.scale === 'ratio') return []
  const isWorse = one.betterWhen === 'lower' ? triple.lower.value > 0 : triple.upper.value < 0
  if (!isWorse) return []
  return [
    {
      kind: 'direction-against-scale',
      severity: 'warning',
      subject: one.subject,
      places: [quoting(one.place, showEstimate(one))],
      calculation: one.betterWhen === 'lower' ? `${show(triple.lower)} > 0; ↓` : `${show(triple.upper)} < 0; ↑`,
      explanation: say(
        'the whole interval lies on the worse side of no effect: harm, or a sign that was lost',
        'het hele interval ligt aan de slechtere kant van geen effect: schade, of een weggevallen teken',
      ),
    },
  ]
}

/** Pooled ratio and crude events that point to opposite sides. */
function checkEvents(one: PrintedEstimate): readonly DocumentFinding[] {
  const [treated, control] = one.events ?? []
  const point = one.estimate?.value
  if (one.scale !== 'ratio' || point === undefined || treated === undefined || control === undefined) return []
  if (treated.of <= 0 || control.of <= 0 || control.count === 0) return []
  const [riskTreated, riskControl] = [treated.count / treated.of, control.count / control.of]
  const crude = riskTreated / riskControl
  if ((crude - 1) * (point - 1) >= 0) return []
  return [
    {
      kind: 'direction-against-counts',
      severity: 'note',
      subject: one.subject,
      places: [
        quoting(one.place, `${treated.count}/${treated.of}; ${control.count}/${control.of}`),
        quoting(one.place, showEstimate(one)),
      ],
      calculation: `(${treated.count}/${treated.of}) / (${control.count}/${control.of}) = ${showComputed(crude)}; ${show(one.estimate ?? { value: point, decimals: 2 })}`,
      explanation: say(
        'the counts and the pooled ratio point to opposite sides: that can come from the weights of the studies, but should be said',
        'de aantallen en de gepoolde verhouding wijzen verschillende kanten op: dat kan door de weging van de studies komen, maar hoort erbij te staan',
      ),
    },
  ]
}
