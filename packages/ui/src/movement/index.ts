export { type Drawing, drawingOf, drawings } from './drawings.ts'
export { MovementFigure } from './MovementFigure.tsx'
