/**
 * In which direction instruments and outcomes are better, by what they are called in English and Dutch. Scores as their
 * makers define them; longer names come first, for `MLHFQ` is a quality of life that is better when lower.
 */
const outcomes: readonly { readonly name: string; readonly words: RegExp; readonly betterWhen: 'higher' | 'lower' }[] =
  [
    { name: 'QUALEFFO', words: /qualeffo/i, betterWhen: 'lower' },
    { name: 'MLHFQ', words: /mlhfq|minnesota living/i, betterWhen: 'lower' },
    { name: 'SF-36', words: /\bsf-?36\b/i, betterWhen: 'higher' },
    { name: 'SF-12', words: /\bsf-?12\b/i, betterWhen: 'higher' },
    { name: 'EQ-5D', words: /\beq-?5d\b/i, betterWhen: 'higher' },
    { name: 'KCCQ', words: /\bkccq\b/i, betterWhen: 'higher' },
    { name: 'VAS', words: /\bvas\b/i, betterWhen: 'lower' },
    { name: 'NPRS', words: /\bn(p)?rs\b/i, betterWhen: 'lower' },
    { name: 'ODI', words: /\bodi\b|oswestry/i, betterWhen: 'lower' },
    { name: 'RMDQ', words: /\brmdq\b|roland[- ]morris/i, betterWhen: 'lower' },
    { name: 'TUG', words: /\btug\b|timed up/i, betterWhen: 'lower' },
    { name: '5TSTS', words: /\b5(x|tsts)\b|sit[- ]to[- ]stand/i, betterWhen: 'lower' },
    { name: 'FES-I', words: /\bfes-i\b|fear of falling|valangst/i, betterWhen: 'lower' },
    { name: '6MWT', words: /\b6-?mw[td]\b|(6|six|zes)[- ]minu(te|ten)[- ]?(walk|wandel)/i, betterWhen: 'higher' },
    { name: 'SPPB', words: /\bsppb\b|short physical performance/i, betterWhen: 'higher' },
    { name: 'BBS', words: /\bbbs\b|berg balance/i, betterWhen: 'higher' },
    { name: 'pain', words: /\bpain\b|\bpijn/i, betterWhen: 'lower' },
    { name: 'disability', words: /disabilit|beperking/i, betterWhen: 'lower' },
  ]

export interface OutcomeDirection {
  readonly name: string
  readonly betterWhen: 'higher' | 'lower'
}

/** Instruments and outcomes that a text names, with the direction in which each is better. */
export function directionsNamed(text: string): readonly OutcomeDirection[] {
  return outcomes.filter(({ words }) => words.test(text)).map(({ name, betterWhen }) => ({ name, betterWhen }))
}

/** The direction in which an outcome is better; undefined when unknown or when its instruments disagree. */
export function betterWhen(text: string): 'higher' | 'lower' | undefined {
  const directions = new Set(directionsNamed(text).map((one) => one.betterWhen))
  return directions.size === 1 ? [...directions][0] : undefined
}

/** Measures of ratios; all others are differences. */
export function scaleOf(measure: string | undefined): 'ratio' | 'difference' {
  return /^(a?(rr|or|hr|irr)|rom|ratio|risk ratio|odds ratio|hazard ratio)$/i.test(measure ?? '')
    ? 'ratio'
    : 'difference'
}

/** Words that say that the effect is less of something, in English and Dutch. */
export const lessWords = /\b(reduction|decrease|lower|less|fewer)\b|afname|daling|verminder|\b(lager|minder)\b/i
/** Words that say that the effect is in favour of the intervention. */
export const favourWords = /in favou?r of|favours|favors|(voordeel|gunste) van|improve|verbeter/i
