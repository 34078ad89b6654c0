import type { ColourName, Shape } from './figure.ts'

/** Risk of bias as RoB 2 and ROBINS-I put it. */
export type Judgement = 'low' | 'some' | 'high' | 'unclear'

export const judgementColour: Readonly<Record<Judgement, ColourName>> = {
  low: 'good',
  some: 'some',
  high: 'bad',
  unclear: 'unclear',
}

/** A disc with a sign in it, so that it can be read without its colour: + − × ?. */
export function judgementMark(judgement: Judgement, x: number, y: number, r: number): Shape[] {
  const arm = r * 0.5
  const stroke = { stroke: 'paper', width: r / 4.5 } as const
  const disc: Shape = { kind: 'circle', x, y, r, fill: judgementColour[judgement] }
  const across: Shape = { kind: 'line', x1: x - arm, x2: x + arm, y1: y, y2: y, ...stroke }
  const upright: Shape = { kind: 'line', x1: x, x2: x, y1: y - arm, y2: y + arm, ...stroke }
  const turned = arm * 0.8
  switch (judgement) {
    case 'low':
      return [disc, across, upright]
    case 'some':
      return [disc, across]
    case 'high':
      return [
        disc,
        { kind: 'line', x1: x - turned, y1: y - turned, x2: x + turned, y2: y + turned, ...stroke },
        { kind: 'line', x1: x - turned, y1: y + turned, x2: x + turned, y2: y - turned, ...stroke },
      ]
    case 'unclear':
      return [disc, { kind: 'circle', x, y, r: r * 0.28, fill: 'paper' }]
  }
}
