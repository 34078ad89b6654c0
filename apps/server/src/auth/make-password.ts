import { randomInt } from 'node:crypto'

/** Letters and digits that nobody reads as one another. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
const signsPerGroup = 5

/** @returns a password of chance alone, about 25 bits a group, in groups that can be read aloud */
export function makePassword(groups = 4): string {
  const group = () => Array.from({ length: signsPerGroup }, () => signs[randomInt(signs.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
