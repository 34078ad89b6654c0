import { effectSizes, petoLogOddsRatio, poolable } from '../effect-size/index.ts'
import { refuse } from '../input-problem.ts'
import { type SmallStudyOptions, type SmallStudyTest, testOn } from './small-study-regression.ts'
import { type CountStudy, refuseImpossibleCounts } from './two-by-two.ts'

/**
 * Harbord's modification of Egger's test for odds ratios: regression of Z/V on 1/√V, where Z is the efficient score and V
 * its variance, so that effect and error are not tied to each other.
 * @throws {InputProblemError} naming impossible tables, or for fewer than 3 studies with events
 * @source Harbord, Egger & Sterne 2006, Stat Med 25:3443
 */
export function harbordTest(studies: readonly CountStudy[], options: SmallStudyOptions = {}): SmallStudyTest {
  const informative = informativeOf(studies)
  const scores = informative.map((study) => ({ study: study.study, ...petoLogOddsRatio(study) }))
  const roots = scores.map(({ variance }) => Math.sqrt(variance))
  return testOn('Harbord', 'inverse root score variance', scores, roots, options)
}

/**
 * Peters' test for odds ratios: regression of the log odds ratio on one over the sample size, weighted by the variance of
 * the average event rate.
 * @throws {InputProblemError} naming impossible tables, or for fewer than 3 studies with events
 * @source Peters et al. 2006, JAMA 295:676
 */
export function petersTest(studies: readonly CountStudy[], options: SmallStudyOptions = {}): SmallStudyTest {
  const informative = informativeOf(studies)
  const effects = poolable(effectSizes('OR', informative, { zeroCells: { program: 'metafor', to: 'only0' } }))
  const weighted = informative.map(({ study, events1, total1, events2, total2 }, index) => {
    const events = events1 + events2
    const variance = 1 / events + 1 / (total1 + total2 - events)
    return { study, estimate: effects[index]?.estimate as number, variance }
  })
  const inverseSizes = informative.map(({ total1, total2 }) => 1 / (total1 + total2))
  return testOn('Peters', 'inverse sample size', weighted, inverseSizes, options)
}

/** Studies with events and with patients without; the others have no odds ratio. */
function informativeOf(studies: readonly CountStudy[]): CountStudy[] {
  refuseImpossibleCounts(studies)
  const scores = effectSizes('PETO', studies, { zeroCells: { program: 'metafor', to: 'none' } }).studies
  const informative = studies.filter((_, index) => scores[index]?.variance !== undefined)
  if (informative.length < 3) {
    const message = 'a test for small-study effects needs 3 studies with both events and patients without'
    refuse([{ message: `${message}, got ${informative.length}` }])
  }
  return informative
}
