import type { Language } from '@dosis/domain'
import type { ChiSquaredTest } from '@dosis/evidence/pairwise'
import type { EffectEstimate, SmallValues } from '@dosis/evidence/network'
import { formatNumber } from '@dosis/evidence/table'
import { table } from '../table.ts'
import { evidenceMessages } from './messages.ts'
import { againstReference, detailsOf, type NetworkResult } from './network-table.ts'
import { pText } from './pool-for-people.ts'

/** The network as a reader wants it: each treatment against the reference, direct against indirect, and the ranking. */
export function networkForPeople(result: NetworkResult, smallValues: SmallValues, language: Language): string {
  const say = evidenceMessages[language]
  const { measure, isRatio, leftOut } = result
  const number = (value: number, decimals = 2): string => formatNumber(value, decimals, language)
  const show = (value: number): string => number(isRatio ? Math.exp(value) : value)
  const cells = (one: EffectEstimate | undefined): string[] =>
    one === undefined
      ? [say.notIdentified, '', '']
      : [show(one.estimate), `[${show(one.lower)}; ${show(one.upper)}]`, pText(one.pValue, language)]
  const lines = leftOut.map(({ study, reason }) => `${say.leftOut}: ${study}: ${reason}`)
  const { analysis, components, reference } = result
  if (analysis !== undefined) {
    const { network, tauSquared, method, iSquared, q } = analysis
    const { split, designs, scores } = detailsOf(analysis, smallValues)
    const test = (
      label: string,
      one: Pick<ChiSquaredTest, 'statistic' | 'degreesOfFreedom'> & { readonly pValue: number | undefined },
    ): string[] => [
      label,
      `Q = ${number(one.statistic)}`,
      `df = ${one.degreesOfFreedom}`,
      one.pValue === undefined ? '' : pText(one.pValue, language),
    ]
    const both = split.filter(({ random }) => random.direct !== undefined && random.indirect !== undefined)
    lines.push(
      say.treatments(network.treatments.length, network.studies.length),
      '',
      `${say.against(reference)} (${measure}${isRatio ? `, ${say.asRatio}` : ''})`,
      table(
        againstReference(result).map(({ treatment1, random, prediction }) => [
          treatment1,
          ...cells(random),
          prediction === undefined ? '' : `${say.prediction} [${show(prediction.lower)}; ${show(prediction.upper)}]`,
        ]),
      ),
      '',
      `${say.heterogeneity}: tau² = ${number(tauSquared, 4)} (${method})${iSquared === undefined ? '' : `; I² = ${number(iSquared.estimate * 100, 1)}%`}`,
      table([test('Q', q), test(say.within, designs.within), test(say.betweenDesigns, designs.between)]),
      '',
      say.inconsistency,
      both.length === 0
        ? '–'
        : table([
            ['', say.direct, say.indirect, say.network, ''],
            ...both.map(({ treatment1, treatment2, random }) => [
              `${treatment1} – ${treatment2}`,
              ...[random.direct, random.indirect, random.network].map((one) =>
                one === undefined ? '' : show(one.estimate),
              ),
              random.difference === undefined ? '' : pText(random.difference.pValue, language),
            ]),
          ]),
      '',
      say.ranking,
      table(
        scores.toSorted((a, b) => b.pScore - a.pScore).map(({ treatment, pScore }) => [treatment, number(pScore, 3)]),
      ),
    )
  }
  if (components !== undefined) {
    lines.push(
      '',
      say.components,
      table(components.components.map(({ component, random }) => [component, ...cells(random)])),
      `Q = ${number(components.q.statistic)}, df = ${components.q.degreesOfFreedom}; tau² = ${number(components.tauSquared, 4)}`,
    )
  }
  return lines.join('\n')
}
