import { refuse } from '../input-problem.ts'
import type { StudyDesign } from './grade-level.ts'
import { type DomainJudgement, judged, type Override } from './judgement.ts'
import { numberIn, type Wording } from './wording.ts'

/** Levels to add. */
export type Raising = 0 | 1 | 2

export interface UpgradeEvidence {
  /** Relative effect (RR, or OR or HR where risks are low), for the size of the effect. */
  readonly relativeEffect?: number
  readonly hasDoseResponse?: boolean
  /** Whether all plausible confounding would make the effect smaller than it is. */
  readonly isOpposedByConfounding?: boolean
}

export interface UpgradeJudgements {
  readonly largeEffect: DomainJudgement<'large-effect', Raising>
  readonly doseResponse: DomainJudgement<'dose-response', Raising>
  readonly opposingConfounding: DomainJudgement<'opposing-confounding', Raising>
}

export type UpgradeDomain = 'large-effect' | 'dose-response' | 'opposing-confounding'

/**
 * Reasons to raise the certainty of non-randomised studies: a large effect (RR of at least 2 or at most 0.5: one
 * level; at least 5 or at most 0.2: two), a dose-response gradient, confounding that works against the effect. Nothing
 * is proposed for randomised studies, nor when a domain already lowers the certainty.
 * @throws {InputProblemError} a relative effect that is not above 0
 * @source Guyatt and others 2011, Journal of Clinical Epidemiology 64:1311–1316
 */
export function judgeUpgrades(
  { relativeEffect, hasDoseResponse = false, isOpposedByConfounding = false }: UpgradeEvidence,
  design: StudyDesign,
  isLowered: boolean,
  overrides: Partial<Readonly<Record<UpgradeDomain, Override<Raising>>>> = {},
): UpgradeJudgements {
  refuse(
    relativeEffect === undefined || (Number.isFinite(relativeEffect) && relativeEffect > 0)
      ? []
      : [{ column: 'relativeEffect', message: `must be finite and above 0, got ${relativeEffect}` }],
  )
  const barred = barredBy(design, isLowered)
  const allowed = (level: Raising): Raising => (barred === undefined ? level : 0)
  const size = relativeEffect === undefined ? 1 : Math.max(relativeEffect, 1 / relativeEffect)
  const largeEffect = {
    domain: 'large-effect' as const,
    inputs: { relativeEffect },
    rule: 'two-or-five-fold',
    proposal: allowed(size >= 5 ? 2 : size >= 2 ? 1 : 0),
    because: barred === undefined ? largeEffectWording(relativeEffect) : [barred],
  }
  return {
    largeEffect: judged(largeEffect, overrides['large-effect']),
    doseResponse: judged(
      byFact('dose-response', hasDoseResponse, doseResponseWording, barred),
      overrides['dose-response'],
    ),
    opposingConfounding: judged(
      byFact('opposing-confounding', isOpposedByConfounding, confoundingWording, barred),
      overrides['opposing-confounding'],
    ),
  }
}

function byFact<Domain extends UpgradeDomain>(domain: Domain, holds: boolean, wording: Wording, barred?: Wording) {
  const proposal: Raising = holds && barred === undefined ? 1 : 0
  return { domain, inputs: { holds }, rule: 'when-it-holds', proposal, because: holds ? [barred ?? wording] : [] }
}

function barredBy(design: StudyDesign, isLowered: boolean): Wording | undefined {
  if (design === 'randomised') {
    return { en: 'randomised studies are not raised', nl: 'gerandomiseerde studies worden niet verhoogd' }
  }
  if (!isLowered) return undefined
  return {
    en: 'certainty that was lowered is not raised again',
    nl: 'zekerheid die al verlaagd is, wordt niet weer verhoogd',
  }
}

function largeEffectWording(relativeEffect: number | undefined): readonly Wording[] {
  if (relativeEffect === undefined) return []
  const effect = numberIn(relativeEffect)
  return [{ en: `the relative effect is ${effect.en}`, nl: `het relatieve effect is ${effect.nl}` }]
}

const doseResponseWording: Wording = { en: 'more gives more effect', nl: 'meer geeft meer effect' }
const confoundingWording: Wording = {
  en: 'confounding would make the effect smaller, not larger',
  nl: 'verstoring zou het effect kleiner maken, niet groter',
}
