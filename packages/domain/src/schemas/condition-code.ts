import { describedConditions } from './fact-shapes.ts'

/** Usual words for a condition that knowledge describes, beside its code. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  osteoporosis: ['osteoporose', 'primary-osteoporosis', 'secondary-osteoporosis', 'postmenopausal-osteoporosis'],
  osteopenia: ['osteopenie', 'low-bone-mass'],
  'vertebral-fracture': [
    'vertebral-fractures',
    'compression-fracture',
    'vertebral-compression-fracture',
    'wervelfractuur',
  ],
  'hip-fracture': ['femoral-neck-fracture', 'heupfractuur'],
  'wrist-fracture': ['distal-radius-fracture', 'colles-fracture', 'polsfractuur'],
  hfref: [
    'heart-failure-reduced-ejection-fraction',
    'heart-failure-with-reduced-ejection-fraction',
    'systolic-heart-failure',
  ],
  hfpef: [
    'heart-failure-preserved-ejection-fraction',
    'heart-failure-with-preserved-ejection-fraction',
    'diastolic-heart-failure',
  ],
  'heart-failure': ['hartfalen', 'chronic-heart-failure', 'congestive-heart-failure', 'chf', 'hfmref'],
  hypertension: ['high-blood-pressure', 'hypertensie', 'hoge-bloeddruk'],
  'microvascular-angina': [
    'coronary-microvascular-disease',
    'coronary-microvascular-dysfunction',
    'microvasculaire-angina',
  ],
  'coronary-spasm': ['coronary-vasospasm', 'coronary-artery-spasm', 'vasospastic-angina', 'prinzmetal-angina'],
  'stiff-vessels': ['arterial-stiffness', 'stiff-arteries'],
  'coronary-artery-disease': [
    'cad',
    'coronary-heart-disease',
    'ischaemic-heart-disease',
    'ischemic-heart-disease',
    'angina',
    'angina-pectoris',
    'stable-angina',
    'coronairlijden',
  ],
  'myocardial-infarction': ['heart-attack', 'mi', 'stemi', 'nstemi', 'hartinfarct', 'hartaanval'],
  'atrial-fibrillation': ['afib', 'atriumfibrilleren', 'boezemfibrilleren'],
  'heart-valve-disease': ['valvular-heart-disease', 'aortic-stenosis', 'mitral-regurgitation', 'hartklepaandoening'],
  'cardiovascular-risk': ['raised-cardiovascular-risk', 'high-cardiovascular-risk', 'cardiovasculair-risico'],
  'chronic-low-back-pain': [
    'clbp',
    'chronic-non-specific-low-back-pain',
    'chronic-nonspecific-low-back-pain',
    'chronische-lagerugpijn',
    'chronische-lage-rugpijn',
  ],
  copd: ['chronic-obstructive-pulmonary-disease'],
  'knee-osteoarthritis': ['knee-oa', 'gonarthrosis', 'gonartrose', 'knieartrose'],
  'hip-osteoarthritis': ['hip-oa', 'coxarthrosis', 'coxartrose', 'heupartrose'],
}

const codeOf = new Map(
  Object.entries(otherWords).flatMap(([code, words]) => words.map((word) => [word, code] as const)),
)

/** The code of a condition in kebab case, for its code or a usual word (`heart_attack`); any other code stays as it is. */
export function conditionCode(written: string): string {
  const code = written.replaceAll('_', '-')
  return codeOf.get(code) ?? code
}

const ofTheHeart = /cardi|coron|heart|hart|angina|arr?h?ythm|pacemaker|stent|bypass/
const heartOrRisk = 'cardiovascular-risk'

/**
 * Described conditions that a code which nobody described may stand for: one misspelt (`osteoporisis`), and heart disease
 * by another name (`cardiomyopathy`). They are not known to be absent.
 */
export function mayMean(code: string): readonly string[] {
  if (describedConditions.includes(code)) return []
  const misspelt = describedConditions.filter((one) => isNear(code, one))
  return ofTheHeart.test(code) ? [...misspelt, heartOrRisk] : misspelt
}

/** A letter to change in a short code, two in a long one, the first letter right. */
function isNear(written: string, code: string): boolean {
  const most = code.length < 8 ? 1 : 2
  return (
    written[0] === code[0] && Math.abs(written.length - code.length) <= most && lettersToChange(written, code) <= most
  )
}

/** Levenshtein distance. */
function lettersToChange(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    above = current
  }
  return above[to.length] ?? 0
}
