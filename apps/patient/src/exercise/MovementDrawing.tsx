import { useTexts } from '../frame/use-texts.ts'
import { drawingOf, MovementFigure } from '@dosis/ui/movement'

/** Start and end of a movement side by side; nothing where an exercise has no drawing. */
export function MovementDrawing({ exercise, name }: { exercise: string; name: string }) {
  const { texts } = useTexts()
  const drawing = drawingOf(exercise)
  if (drawing === undefined) return null
  const isHeld = drawing.poses.length === 1
  return (
    <figure className="p-movement" role="img" aria-label={texts.drawingOf(name)}>
      <div>
        <MovementFigure drawing={drawing} share={0} />
        <span aria-hidden>{isHeld ? '' : '1'}</span>
      </div>
      {!isHeld && (
        <div>
          <MovementFigure drawing={drawing} share={1} />
          <span aria-hidden>2</span>
        </div>
      )}
    </figure>
  )
}
