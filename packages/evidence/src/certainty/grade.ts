import { type ImprecisionEvidence, judgeImprecisionByThresholds } from './grade-imprecision.ts'
import { type InconsistencyEvidence, judgeInconsistency } from './grade-inconsistency.ts'
import { type Directness, judgeIndirectness } from './grade-indirectness.ts'
import { type Certainty, type LevelSum, type StudyDesign, startingCertainty, sumLevels } from './grade-level.ts'
import { judgePublicationBias, type PublicationBiasEvidence } from './grade-publication-bias.ts'
import { judgeRiskOfBias, type Lowering, type RiskOfBiasEvidence } from './grade-risk-of-bias.ts'
import { judgeUpgrades, type Raising, type UpgradeDomain, type UpgradeEvidence } from './grade-upgrade.ts'
import type { DomainJudgement, Override } from './judgement.ts'
import type { Wording } from './wording.ts'

export type GradeDomain = 'risk-of-bias' | 'inconsistency' | 'indirectness' | 'imprecision' | 'publication-bias'

export interface GradeInput {
  readonly design: StudyDesign
  readonly riskOfBias: RiskOfBiasEvidence
  readonly inconsistency: InconsistencyEvidence
  readonly indirectness: Directness
  readonly imprecision: ImprecisionEvidence
  readonly publicationBias: PublicationBiasEvidence
  readonly upgrades?: UpgradeEvidence
  readonly overrides?: Partial<Readonly<Record<GradeDomain, Override<Lowering>>>>
  readonly upgradeOverrides?: Partial<Readonly<Record<UpgradeDomain, Override<Raising>>>>
}

/** A reason printed under a table, with the letter that stands in the cell of its domain. */
export interface Footnote {
  readonly letter: string
  readonly domain: GradeDomain | UpgradeDomain
  readonly text: Wording
}

export interface GradeRating extends LevelSum {
  readonly method: 'GRADE'
  readonly design: StudyDesign
  readonly start: Certainty
  readonly domains: readonly DomainJudgement<GradeDomain, Lowering>[]
  readonly upgrades: readonly DomainJudgement<UpgradeDomain, Raising>[]
  readonly footnotes: readonly Footnote[]
}

/**
 * Rates the certainty of one estimate: start by design, lower by five domains, raise by three reasons, stay between
 * high and very low. Each judgement carries its inputs, rule, proposal and override; reasons of every level taken or
 * given become footnotes.
 * @throws {InputProblemError} evidence that cannot be judged, or an override without a reason
 * @source GRADE Handbook; Guyatt and others 2011, Journal of Clinical Epidemiology 64:383–394
 */
export function rateGrade(input: GradeInput): GradeRating {
  const { riskOfBias, inconsistency, indirectness, publicationBias } = judgeWithoutImprecision(input)
  const imprecision = judgeImprecisionByThresholds(input.imprecision, input.overrides?.imprecision)
  return ratingFrom(input, [riskOfBias, inconsistency, indirectness, imprecision, publicationBias])
}

/** Evidence of a direct comparison in a network, whose precision is judged at the network estimate. */
export type DirectGradeInput = Omit<GradeInput, 'imprecision'>

/**
 * Rates direct evidence of a network: as `rateGrade`, imprecision left for the network estimate.
 * @throws {InputProblemError} evidence that cannot be judged, or an override without a reason
 * @source Brignardello-Petersen and others 2018, Journal of Clinical Epidemiology 93:36–44
 */
export function rateDirectEvidence(input: DirectGradeInput): GradeRating {
  return ratingFrom(input, Object.values(judgeWithoutImprecision(input)))
}

function judgeWithoutImprecision(input: DirectGradeInput) {
  const { overrides = {} } = input
  return {
    riskOfBias: judgeRiskOfBias(input.riskOfBias, overrides['risk-of-bias']),
    inconsistency: judgeInconsistency(input.inconsistency, overrides.inconsistency),
    indirectness: judgeIndirectness(input.indirectness, overrides.indirectness),
    publicationBias: judgePublicationBias(input.publicationBias, overrides['publication-bias']),
  }
}

function ratingFrom(input: DirectGradeInput, domains: readonly DomainJudgement<GradeDomain, Lowering>[]): GradeRating {
  const lowering = totalOf(domains)
  const raised = judgeUpgrades(input.upgrades ?? {}, input.design, lowering > 0, input.upgradeOverrides)
  const upgrades = [raised.largeEffect, raised.doseResponse, raised.opposingConfounding]
  const start = startingCertainty(input.design)
  return {
    method: 'GRADE',
    design: input.design,
    start,
    ...sumLevels(start, lowering, totalOf(upgrades)),
    domains,
    upgrades,
    footnotes: footnotesOf([...domains, ...upgrades]),
  }
}

function totalOf(judgements: readonly DomainJudgement<string, number>[]): number {
  return judgements.reduce((sum, { level = 0 }) => sum + level, 0)
}

/** Reasons of the domains that changed the certainty, lettered in the order of the table. */
function footnotesOf(judgements: readonly DomainJudgement<GradeDomain | UpgradeDomain, number>[]): readonly Footnote[] {
  return judgements
    .filter(({ level = 0 }) => level > 0)
    .flatMap(({ domain, because, override }) => reasonsOf(because, override).map((text) => ({ domain, text })))
    .map((note, index) => ({ letter: letterOf(index), ...note }))
}

/** What a person wrote stands in place of the proposal's reasons, in the language it was written in. */
function reasonsOf(because: readonly Wording[], override: Override<number> | undefined): readonly Wording[] {
  return override === undefined ? because : [{ en: override.reason, nl: override.reason }]
}

/** 0 is a, 25 is z, 26 is aa. */
function letterOf(index: number): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + (index % 26))
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter
}
