import { z } from 'zod'
import { fractureSites } from './fact-shapes.ts'

/** Words for a site beside its code. A site that is none of these is refused: it might be a vertebra. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  vertebra: [
    'vertebrae',
    'vertebral',
    'vertebral-body',
    'vertebral-compression',
    'spine',
    'spinal',
    'back',
    'cervical',
    'cervical-vertebra',
    'cervical-spine',
    'thoracic',
    'thoracic-vertebra',
    'thoracic-spine',
    'lumbar',
    'lumbar-vertebra',
    'lumbar-spine',
    'wervel',
    'wervels',
    'wervelkolom',
    'rug',
  ],
  hip: ['femoral-neck', 'proximal-femur', 'trochanter', 'trochanteric', 'heup', 'collum'],
  wrist: ['distal-radius', 'distal-forearm', 'radius', 'forearm', 'colles', 'pols', 'onderarm'],
  'upper-arm': ['humerus', 'proximal-humerus', 'shoulder', 'bovenarm', 'schouder'],
  pelvis: ['pelvic', 'sacrum', 'bekken'],
  rib: ['ribs', 'ribben'],
  ankle: ['enkel'],
  'lower-leg': ['tibia', 'fibula', 'onderbeen'],
  other: [
    'femur',
    'upper-leg',
    'knee',
    'patella',
    'foot',
    'metatarsal',
    'heel',
    'toe',
    'hand',
    'finger',
    'elbow',
    'ulna',
    'clavicle',
    'collarbone',
    'scapula',
    'sternum',
    'skull',
    'jaw',
    'nose',
    'bovenbeen',
    'knie',
    'voet',
    'teen',
    'vinger',
    'elleboog',
    'sleutelbeen',
    'anders',
  ],
}

const oneVertebra = /^(c[1-7]|th?([1-9]|1[0-2])|l[1-5])$/
const siteOf = new Map([
  ...fractureSites.map((site) => [site, site] as const),
  ...Object.entries(otherWords).flatMap(([site, words]) => words.map((word) => [word, site] as const)),
])

function codeOf(word: unknown): string | undefined {
  if (typeof word !== 'string') return undefined
  const written = word.toLowerCase().replaceAll(/[_ ]/g, '-')
  return oneVertebra.test(written) ? 'vertebra' : siteOf.get(written)
}

/** The bone that broke, by its code (`vertebra`, `upper_arm`) or a usual word (`spine`, `L1`, `humerus`); gives the code. */
export const fractureSite = z.unknown().transform((word, context) => {
  const code = codeOf(word)
  if (code !== undefined) return code
  const got = word === undefined ? 'nothing' : JSON.stringify(word)?.slice(0, 80)
  context.addIssue({ code: 'custom', message: `needs one of ${fractureSites.join(', ')}, got ${got}` })
  return z.NEVER
})
