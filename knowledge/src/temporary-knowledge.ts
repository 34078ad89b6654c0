import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * Small knowledge that has nothing wrong with it, for tests to plant a fault in: bone health with one question, one
 * decision, one form, one instrument, two exercises and one programme.
 */
export const soundFiles: Readonly<Record<string, string>> = {
  'guidelines/bone/guideline.yaml': `
title: { en: Bone, nl: Bot }
publisher: Someone
status: concept
tier: 1
`,
  'guidelines/bone/statements.yaml': `
BONE-1: { text: { en: Train twice a week., nl: Train tweemaal per week. }, at: page 1, kind: quoted }
BONE-2: { text: { en: Not with a recent fracture., nl: Niet bij een recente fractuur. }, at: page 2 }
`,
  'facts/age-years.yaml': `
group: person
question: { en: How old is the patient?, nl: Hoe oud is de patiënt? }
answer: { kind: quantity, unit: years, minimum: 0, maximum: 120, step: 1 }
`,
  'facts/pain.yaml': `
group: back
question: { en: Is there pain?, nl: Is er pijn? }
`,
  'facts/fractures.yaml': `
group: bone
question: { en: Which fractures?, nl: Welke fracturen? }
answer: { kind: fractures, sites: [{ code: hip, label: { en: hip, nl: heup } }] }
`,
  'requests/strength.yaml': `
names: { en: strength, nl: kracht }
words: [strength, kracht]
`,
  'notices/concept.yaml': 'text: { en: This is a concept., nl: Dit is een concept. }',
  'definitions/older.yaml': `
names: { en: older, nl: ouder }
when: { fact: age-years, atLeast: 60 }
`,
  'decisions/may-train.yaml': `
names: { en: may train, nl: mag trainen }
outcomes: [wait, train]
rows:
  - id: recent-fracture
    names: { en: recent fracture, nl: recente fractuur }
    when: { fracture: { weeksAgo: { below: 6 } } }
    outcome: wait
    factIds: [BONE-2]
  - id: older-with-pain
    names: { en: older with pain, nl: ouder met pijn }
    when: { all: [{ definition: older }, { fact: pain, is: true }] }
    outcome: wait
    factIds: [BONE-2]
  - id: otherwise
    names: { en: otherwise, nl: anders }
    outcome: train
    factIds: [BONE-1]
`,
  'forms/strength.yaml': `
names: { en: strength, nl: kracht }
modality: resistance
document: bone
listedWhen: { request: strength }
exercises: [squat]
progression: steps
rows:
  - id: allowed
    verdict: allowed
    factIds: [BONE-1]
    mustShow: [concept]
    dose: { sessionsPerWeek: { start: 2, factIds: [BONE-1] } }
`,
  'exercises/squat.yaml': `
names: { en: squat, nl: kniebuiging }
modality: resistance
purposes: [legs]
posture: standing
muscles: [quadriceps]
spine: { movement: neutral, load: body }
instruction: { en: [Bend your knees.], nl: [Buig uw knieën.] }
easier: sit-to-stand
`,
  'exercises/sit-to-stand.yaml': `
names: { en: sit to stand, nl: opstaan }
modality: resistance
purposes: [legs]
posture: sitting
muscles: [quadriceps]
spine: { movement: neutral, load: body }
instruction: { en: [Stand up.], nl: [Sta op.] }
harder: squat
`,
  'instruments/concern.yaml': `
label: Concern
names: { en: concern, nl: bezorgdheid }
measures: { en: concern, nl: bezorgdheid }
unit: { en: points, nl: punten }
minimum: 0
maximum: 10
step: 1
direction: lower_is_better
thresholds:
  - { kind: measurement_error, value: 2, startScore: { atMost: 5 }, factIds: [BONE-1] }
  - { kind: measurement_error, value: 3, startScore: { above: 5 }, factIds: [BONE-1] }
bands:
  - { from: 0, to: 4, names: { en: little, nl: weinig }, outcome: little }
  - { from: 5, to: 10, names: { en: much, nl: veel }, outcome: much }
factIds: [BONE-1]
`,
  'progressions/steps.yaml': `
names: { en: steps, nl: stappen }
document: bone
origin: { en: Our own steps., nl: Eigen stappen. }
levels:
  - { level: 1, repetitions: 10 }
  - { level: 2, repetitions: 10 }
advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: 10, sessionsPerWeekAtLeast: 2, factIds: [BONE-1] }
rules:
  - id: pain-rises
    names: { en: pain rises, nl: pijn neemt toe }
    action: hold
    when: { painRiseAtLeast: 2 }
    factIds: [BONE-2]
`,
  'cases/ages.json': JSON.stringify({
    vignettes: [59, 60, 61].map((ageYears, index) => ({
      id: `age-${ageYears}`,
      input: {
        on: '2026-01-01',
        treatmentStart: null,
        requests: [],
        measurements: {},
        facts: {
          'age-years': { state: 'known', value: ageYears },
          fractures: {
            state: 'known',
            value: [
              {
                site: 'hip',
                weeksAgo: 5 + index,
                lowTrauma: null,
                stable: null,
                symptomatic: null,
                imaging: null,
                operated: null,
              },
            ],
          },
        },
      },
    })),
  }),
}

/** Writes knowledge files to a folder of their own, gives it to `look`, and takes it away again. */
export function withKnowledge<Result>(
  files: Readonly<Record<string, string>>,
  look: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'dosis-knowledge-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return look(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The sound files with a part of one file replaced. */
export function planted(file: string, from: string, to: string): Record<string, string> {
  const text = soundFiles[file]
  if (text === undefined || !text.includes(from)) throw new RangeError(`planted: needs "${from}" in ${file}`)
  return { ...soundFiles, [file]: text.replace(from, to) }
}
