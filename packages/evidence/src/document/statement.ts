import type { Place } from './place.ts'
import type { PrintedNumber } from './printed-number.ts'

/** Number with the place where it is printed. */
export interface PlacedNumber {
  readonly number: PrintedNumber
  readonly place: Place
  readonly label?: string
}

export interface PrintedP {
  readonly number: PrintedNumber
  readonly relation: '=' | '<' | '<=' | '>' | '>='
}

/** What the effect means in people, as printed: fewer is negative. */
export interface PrintedAbsolute {
  readonly place: Place
  readonly per: number
  readonly estimate: PrintedNumber
  readonly lower: PrintedNumber
  readonly upper: PrintedNumber
}

/** An effect with its interval, as printed in one place. */
export interface PrintedEstimate {
  readonly kind: 'estimate'
  readonly place: Place
  readonly subject: string
  /** Results with the same key are one result, printed in several places. */
  readonly result?: string
  /** MD, SMD, RR, OR, HR … in capitals, when printed. */
  readonly measure?: string
  readonly scale: 'difference' | 'ratio'
  readonly estimate?: PrintedNumber
  readonly lower?: PrintedNumber
  readonly upper?: PrintedNumber
  readonly levelPercent: number
  /** Whether the document calls it a confidence interval; else it is taken for one by its form. */
  readonly isNamedInterval: boolean
  readonly p?: PrintedP
  /** People in all groups, as printed with this estimate. */
  readonly total?: PlacedNumber
  readonly groups?: readonly PlacedNumber[]
  readonly events?: readonly { readonly count: number; readonly of: number }[]
  readonly absolute?: PrintedAbsolute
  readonly claim?: 'significant' | 'not-significant'
  readonly betterWhen?: 'higher' | 'lower'
  /** Smallest difference that the document itself calls important. */
  readonly importantDifference?: number
  /** Words about the direction, as "higher" or "in favour of exercise". */
  readonly directionWords?: readonly string[]
  /** Whether the document says that the effect favours the intervention. */
  readonly isSaidToFavour?: boolean
}

/** A total and the parts that should make it. */
export interface PrintedSum {
  readonly kind: 'sum'
  readonly subject: string
  readonly total: PlacedNumber
  readonly parts: readonly PlacedNumber[]
  /** `all`: the parts are everything. `some`: a rest may be left, but is then worth a note. */
  readonly parted: 'all' | 'some'
}

/** A count out of a number, with its percentage. */
export interface PrintedShare {
  readonly kind: 'share'
  readonly subject: string
  readonly place: Place
  readonly count: PrintedNumber
  readonly of: PrintedNumber
  readonly percent: PrintedNumber
  /** Where the percentage stands when that is somewhere else. */
  readonly percentPlace?: Place
}

/** One thing printed in several places: it should say the same everywhere. The first is held to be the main one. */
export interface PrintedRepeat {
  readonly kind: 'repeat'
  readonly subject: string
  readonly aspect: 'studies' | 'participants' | 'group-size' | 'relevance' | 'importance' | 'significance'
  readonly printings: readonly { readonly says: PrintedNumber | string; readonly place: Place }[]
}

/** The same criterion wherever it is named: comparison and value should be the same. */
export interface PrintedCriterion {
  readonly kind: 'criterion'
  readonly place: Place
  /** What is held against the criterion: `SMD`, `sample size`. */
  readonly quantity: 'SMD' | 'sample size'
  readonly comparison: '>' | '>=' | '<' | '<='
  readonly number: PrintedNumber
}

export type RatedDomain = 'risk-of-bias' | 'inconsistency' | 'indirectness' | 'imprecision' | 'publication-bias'

export interface RatedCell {
  /** Levels taken off: not serious 0, serious 1, very serious 2, extremely serious 3. */
  readonly levels: number
  /** Texts of the footnotes that stand in the cell. */
  readonly reasons: readonly string[]
  /** Letters of the footnotes that stand in the cell. */
  readonly marks: readonly string[]
}

/** A row of a GRADE table, with what the text says about it. */
export interface PrintedRating {
  readonly kind: 'rating'
  readonly place: Place
  readonly subject: string
  readonly design?: 'randomised' | 'non-randomised'
  readonly domains: Readonly<Partial<Record<RatedDomain, RatedCell>>>
  readonly studies?: number
  readonly certainty?: 'high' | 'moderate' | 'low' | 'very_low'
  /** Letters printed with the certainty. */
  readonly certaintyMarks?: readonly string[]
  /** Circles printed for the certainty, filled and empty. */
  readonly symbols?: number
  /** Footnotes under the table; absent when they were not given as such. */
  readonly footnotes?: readonly { readonly letter: string; readonly text: string; readonly place: Place }[]
  /** How many levels the text says were taken off, and for what. */
  readonly stated?: { readonly levels?: number; readonly reasons: readonly string[]; readonly place: Place }
}

/** Sizes of the arms of one study, as printed with one outcome. */
export interface PrintedArms {
  readonly kind: 'arms'
  readonly place: Place
  readonly study: string
  readonly outcome: string
  /** `control`, `intervention`, or the name of another arm. */
  readonly arms: readonly { readonly arm: string; readonly size: number }[]
}

/** Values that should lie on a scale. */
export interface PrintedScale {
  readonly kind: 'scale'
  readonly subject: string
  readonly place: Place
  readonly lowest: number
  readonly highest: number
  readonly values: readonly PlacedNumber[]
  /** Values are differences between values of the scale: they may reach its whole width either way. */
  readonly areDifferences: boolean
}

export interface PrintedForestArm {
  readonly mean: PrintedNumber
  readonly sd: PrintedNumber
  readonly size: number
}

export interface PrintedForestRow {
  readonly study: string
  readonly place: Place
  readonly experimental: PrintedForestArm
  readonly control: PrintedForestArm
  readonly weightPercent?: PrintedNumber
  readonly effect?: PrintedEstimate
}

/** A forest plot printed as a table. */
export interface PrintedForest {
  readonly kind: 'forest'
  readonly subject: string
  readonly place: Place
  readonly rows: readonly PrintedForestRow[]
  readonly total?: {
    readonly place: Place
    readonly experimental?: number
    readonly control?: number
    readonly effect?: PrintedEstimate
  }
  readonly heterogeneity?: {
    readonly place: Place
    readonly chiSquared?: PrintedNumber
    readonly degreesOfFreedom?: number
    readonly p?: PrintedP
    readonly iSquaredPercent?: PrintedNumber
  }
  readonly overall?: { readonly place: Place; readonly z?: PrintedNumber; readonly p?: PrintedP }
}

/** A row of a table says that its numbers are those of a forest plot elsewhere. */
export interface PrintedLink {
  readonly kind: 'link'
  readonly place: Place
  readonly subject: string
  readonly result: string
  /** File in which the plot is. */
  readonly forest: string
  readonly studies?: PlacedNumber
  readonly groups?: readonly PlacedNumber[]
  readonly estimate?: PrintedEstimate
  readonly inconsistencyLevels?: number
  readonly scale?: { readonly lowest: number; readonly highest: number }
}

/** How relevant an effect is said to be, with the threshold it is held against. */
export interface PrintedRelevance {
  readonly kind: 'relevance'
  readonly place: Place
  readonly subject: string
  readonly estimate: PrintedEstimate
  readonly verdicts: readonly { readonly isRelevant: boolean; readonly place: Place }[]
  readonly threshold?: { readonly comparison: '>' | '>='; readonly value: number; readonly quote: string }
}

/** "11 of 16 interventions significant (3 combined)" with what is listed beside it. */
export interface PrintedTally {
  readonly kind: 'tally'
  readonly place: Place
  readonly subject: string
  readonly total: number
  readonly significant: number
  readonly combined: number
  readonly combinationsTotal: number
  readonly combinationsSignificant: number
  /** Significant single ones that are listed; absent when the results are not listed one by one. */
  readonly listedSignificant?: number
  readonly listedPlaces: readonly Place[]
}

/** An overall mean and the means of the groups that make it up. */
export interface PrintedMean {
  readonly kind: 'mean'
  readonly subject: string
  readonly overall: PlacedNumber
  readonly groups: readonly (PlacedNumber & { readonly size?: number })[]
  readonly people?: number
}

/** A sum of money or time, the people it is of, and the mean per person. */
export interface PrintedMeanOfTotal {
  readonly kind: 'mean-of-total'
  readonly subject: string
  readonly place: Place
  readonly total: PrintedNumber
  readonly people: number
  readonly mean: PrintedNumber
}

/** A mean and standard deviation of something that cannot be below 0. */
export interface PrintedSpread {
  readonly kind: 'spread'
  readonly subject: string
  readonly place: Place
  readonly mean: PrintedNumber
  readonly sd: PrintedNumber
}

/** Something that should be printed and is not: an end or a unit of a range, a bracket, groups, a row of a table. */
export interface PrintedGap {
  readonly kind: 'gap'
  readonly subject: string
  readonly place: Place
  readonly missing: 'bound' | 'unit' | 'bracket' | 'groups' | 'row'
  readonly printed: string
}

/** Steps that each take a least time, and the time there is. */
export interface PrintedSchedule {
  readonly kind: 'schedule'
  readonly subject: string
  readonly place: Place
  readonly steps: number
  readonly leastPerStep: number
  readonly available: number
  readonly unit: string
}

/** A pooled outcome measured with several instruments. */
export interface PrintedPooling {
  readonly kind: 'pooling'
  readonly subject: string
  readonly place: Place
  readonly instruments: readonly { readonly name: string; readonly betterWhen: 'higher' | 'lower' }[]
}

/** A quantity held against a value, wherever it is named, for signs that stand alone: `T-score < 1`. */
export interface PrintedBound {
  readonly kind: 'bound'
  readonly place: Place
  readonly quantity: string
  readonly number: PrintedNumber
}

export type PrintedStatement =
  | PrintedArms
  | PrintedBound
  | PrintedCriterion
  | PrintedEstimate
  | PrintedForest
  | PrintedGap
  | PrintedLink
  | PrintedMean
  | PrintedMeanOfTotal
  | PrintedPooling
  | PrintedRating
  | PrintedRelevance
  | PrintedRepeat
  | PrintedScale
  | PrintedSchedule
  | PrintedShare
  | PrintedSpread
  | PrintedSum
  | PrintedTally

/** What a document says that can be checked. Readers make it from data or text; programs may make it themselves. */
export interface PrintedDocument {
  readonly name: string
  readonly statements: readonly PrintedStatement[]
}
