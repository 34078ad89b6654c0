import type { Code } from '@dosis/domain'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'

const knowledge = readKnowledge()

/** Every code there is, by what has it, with the statement that says where it was verified. */
const verified: Readonly<Record<string, readonly string[]>> = {
  'facts/measured-resting-heart-rate': ['LOINC 8867-4 CR-CODE-01', 'LOINC 40443-4 CR-CODE-04'],
  'facts/measured-vo2peak': ['LOINC 60842-2 CR-CODE-01'],
  'instruments/grip-right-kilograms': ['LOINC 83174-3 CR-CODE-03'],
  'instruments/nprs': ['LOINC 72514-3 CR-CODE-01', 'SNOMED CT 225908003 CR-CODE-05'],
  'instruments/resting-heart-rate': ['LOINC 8867-4 CR-CODE-01', 'LOINC 40443-4 CR-CODE-04'],
  'instruments/six-minute-walk-test': ['LOINC 64098-7 CR-CODE-01'],
  'instruments/vas-pain-current': ['SNOMED CT 446661009 CR-CODE-02'],
  'instruments/vas-pain-mean': ['SNOMED CT 446661009 CR-CODE-02'],
  'instruments/vas-pain-worst': ['SNOMED CT 446661009 CR-CODE-02'],
  'instruments/vo2peak': ['LOINC 60842-2 CR-CODE-01'],
}

const kinds = ['facts', 'conditions', 'instruments'] as const
const coded = kinds.flatMap((kind) =>
  Object.values(knowledge[kind]).flatMap(({ id, codes = [] }: { id: string; codes?: readonly Code[] }) =>
    codes.map((code) => ({ of: `${kind}/${id}`, ...code })),
  ),
)

describe('codes of public systems', () => {
  test('are those that were verified and no others; conditions and medicines have none yet', () => {
    const found = Object.groupBy(coded, ({ of }) => of)
    expect(
      Object.fromEntries(
        Object.entries(found).map(([of, codes = []]) => [
          of,
          codes.map(({ system, code, factIds }) => `${system} ${code} ${factIds.join(' ')}`),
        ]),
      ),
    ).toEqual(verified)
  })

  test('each stand in the statement that says where it was verified, in its own words', () => {
    for (const { of, system, code, factIds } of coded) {
      expect(factIds.length, of).toBeGreaterThan(0)
      for (const id of factIds) {
        const statement = knowledge.statements[id]
        expect(statement?.verification, id).toBe('V')
        for (const text of [statement?.text.en, statement?.text.nl]) {
          expect(text, id).toContain(system)
          expect(text, id).toContain(code)
        }
      }
    }
  })

  test('have the shape of their system, check digit included', () => {
    const shapes: Readonly<Record<string, (code: string) => boolean>> = {
      LOINC: (code) => /^\d{1,7}-\d$/.test(code) && luhn(code.replace('-', '')),
      'SNOMED CT': (code) => /^[1-9]\d{5,17}$/.test(code) && verhoeff(code),
    }
    for (const { of, system, code } of coded) expect(shapes[system]?.(code), `${of} ${code}`).toBe(true)
  })
})

/** LOINC: the last digit is that of Luhn (mod 10). */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** SNOMED CT: the last digit is that of Verhoeff, over the group of symmetries of a pentagon. */
function verhoeff(digits: string): boolean {
  const ofFive = (number: number): number => ((number % 5) + 5) % 5
  const times = (a: number, b: number): number => {
    if (a < 5) return b < 5 ? ofFive(a + b) : ofFive(a + b) + 5
    return b < 5 ? ofFive(a - b) + 5 : ofFive(a - b)
  }
  const turned = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const permute = (digit: number, turns: number): number =>
    turns === 0 ? digit : permute(turned[digit] as number, turns - 1)
  const check = [...digits].reverse().reduce((sum, digit, index) => times(sum, permute(Number(digit), index % 8)), 0)
  return check === 0
}
