import type { ComponentScore, ThreeLevelModel, VarianceComponents } from './three-level-model.ts'

/**
 * The components with the highest (restricted) likelihood: Fisher scoring from the best points of a grid, then Newton
 * steps on the score until it is 0 to the last bits. A component that wants to be negative stays at 0.
 * @param spread mean squared residual when every study weighs the same: the size of what is looked for
 */
export function estimateComponents(model: ThreeLevelModel, restricted: boolean, spread: number): VarianceComponents {
  if (spread === 0) return [0, 0]
  const shares = [0, 0.01, 0.1, 0.4, 1]
  const starts = shares
    .flatMap((between) => shares.map((within): VarianceComponents => [between * spread, within * spread]))
    .map((components) => ({ components, value: model.logLikelihood(components, restricted) }))
    .sort((one, other) => other.value - one.value)
    .slice(0, 3)
  const climbed = starts.map(({ components }) => climb(model, restricted, components))
  const highest = climbed.reduce((best, next) => (next.logLikelihood > best.logLikelihood ? next : best))
  return polish(model, restricted, highest.components)
}

type Pair = [number, number]

/** Whether a component is held at 0: it is there and the likelihood does not rise with it. */
function heldAtZero({ score }: ComponentScore, components: VarianceComponents): [boolean, boolean] {
  return [components[0] === 0 && score[0] <= 0, components[1] === 0 && score[1] <= 0]
}

function climb(model: ThreeLevelModel, restricted: boolean, start: VarianceComponents) {
  let components = start
  let at = model.score(components, restricted)
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = solvePair(at.information, at.score, heldAtZero(at, components))
    let next = advanced(components, step, 1)
    let reached = model.score(next, restricted)
    for (let share = 0.5; reached.logLikelihood < at.logLikelihood && share > 1e-6; share /= 2) {
      next = advanced(components, step, share)
      reached = model.score(next, restricted)
    }
    if (!(reached.logLikelihood > at.logLikelihood)) break
    const move = Math.abs(next[0] - components[0]) + Math.abs(next[1] - components[1])
    components = next
    at = reached
    if (move <= 1e-9 * (components[0] + components[1])) break
  }
  return { components, logLikelihood: at.logLikelihood }
}

function advanced(components: VarianceComponents, step: Pair, share: number): VarianceComponents {
  return [Math.max(0, components[0] + share * step[0]), Math.max(0, components[1] + share * step[1])]
}

/** Newton steps with the slope of the score by central differences; kept while the score gets smaller. */
function polish(model: ThreeLevelModel, restricted: boolean, start: VarianceComponents): VarianceComponents {
  let components = start
  let at = model.score(components, restricted)
  for (let iteration = 0; iteration < 20; iteration++) {
    const held = heldAtZero(at, components)
    const size = sizeOf(at, held)
    if (size === 0) break
    const curvature = curvatureAt(model, restricted, components, held)
    const next = advanced(components, solvePair(curvature, at.score, held), 1)
    const reached = model.score(next, restricted)
    if (!(sizeOf(reached, heldAtZero(reached, next)) < size)) break
    components = next
    at = reached
  }
  return components
}

/** Size of the score in units of its own spread. */
function sizeOf({ score, information }: ComponentScore, held: readonly [boolean, boolean]): number {
  const part = (index: 0 | 1) => (held[index] ? 0 : score[index] ** 2 / information[index === 0 ? 0 : 3])
  return part(0) + part(1)
}

/** Minus the matrix of second derivatives of the log likelihood. */
function curvatureAt(
  model: ThreeLevelModel,
  restricted: boolean,
  components: VarianceComponents,
  held: readonly [boolean, boolean],
): readonly [number, number, number, number] {
  const slopeAlong = (index: 0 | 1): Pair => {
    if (held[index] || components[index] === 0) return [0, 0]
    const step = 1e-5 * components[index]
    const moved = (by: number) => {
      const pair: Pair = [...components]
      pair[index] += by
      return model.score(pair, restricted).score
    }
    const [up, down] = [moved(step), moved(-step)]
    return [(down[0] - up[0]) / (2 * step), (down[1] - up[1]) / (2 * step)]
  }
  const first = slopeAlong(0)
  const second = slopeAlong(1)
  return [first[0], second[0], first[1], second[1]]
}

/** Solves a system of two for the components that are not held. */
function solvePair(
  [a, b, c, d]: readonly [number, number, number, number],
  right: readonly [number, number],
  held: readonly [boolean, boolean],
): Pair {
  if (held[0] && held[1]) return [0, 0]
  if (held[0]) return [0, d === 0 ? 0 : right[1] / d]
  if (held[1]) return [a === 0 ? 0 : right[0] / a, 0]
  const determinant = a * d - b * c
  // Components that cannot be told apart: follow one of them.
  if (!(Math.abs(determinant) > 1e-12 * Math.abs(a * d))) return [a === 0 ? 0 : right[0] / a, 0]
  return [(d * right[0] - b * right[1]) / determinant, (a * right[1] - c * right[0]) / determinant]
}
