import { along, headRadius, jointsOf, type Point, type Pose } from './body.ts'
import type { Drawing, Prop } from './drawings.ts'

const width = 200
const height = 176
const floor = 170

const place = ([x, y]: Point): string => `${round(x)} ${round(floor - y)}`
const round = (value: number): number => Math.round(value * 10) / 10
const line = (points: readonly Point[]): string => `M${points.map(place).join('L')}`

/** One body in one pose, with what stands around; ink follows the text. */
export function MovementFigure({ drawing, share }: { drawing: Drawing; share: number }) {
  const pose = along(drawing.poses, share)
  const lands = drawing.landsAt !== undefined && share >= 1
  return (
    <svg className="p-figure" viewBox={`0 0 ${width} ${height}`} aria-hidden focusable="false">
      <path className="p-figure-floor" d={`M6 ${floor}H194`} />
      {drawing.props.map((prop) => (
        <path
          key={JSON.stringify(prop.points)}
          className="p-figure-prop"
          data-look={prop.look}
          d={pathOf(prop, pose)}
        />
      ))}
      <Body pose={pose} elbow={drawing.elbow} />
      {lands && drawing.landsAt !== undefined && <Landing at={drawing.landsAt} />}
    </svg>
  )
}

function Body({ pose, elbow }: { pose: Pose; elbow: 'up' | undefined }) {
  const { hip, shoulder, head, leg, arm, farLeg, farArm } = jointsOf(pose, elbow)
  const [x, y] = head
  return (
    <>
      {farLeg !== null && <path className="p-figure-leg" data-far d={line(farLeg)} />}
      {farArm !== null && <path className="p-figure-arm" data-far d={line(farArm)} />}
      <path className="p-figure-leg" d={line(leg)} />
      <path className="p-figure-trunk" d={line([hip, shoulder])} />
      <circle className="p-figure-head" cx={round(x)} cy={round(floor - y)} r={headRadius} />
      <path className="p-figure-halo" d={line(arm)} />
      <path className="p-figure-arm" d={line(arm)} />
    </>
  )
}

/** Three short lines where the foot comes down. */
function Landing({ at: [x, y] }: { at: Point }) {
  const rays: readonly (readonly [Point, Point])[] = [
    [
      [x - 22, y + 5],
      [x - 29, y + 9],
    ],
    [
      [x + 22, y + 5],
      [x + 29, y + 9],
    ],
    [
      [x - 25, y + 1],
      [x - 33, y + 1],
    ],
    [
      [x + 25, y + 1],
      [x + 33, y + 1],
    ],
  ]
  return <path className="p-figure-landing" d={rays.map((ray) => line(ray)).join('')} />
}

function pathOf({ points, look }: Prop, pose: Pose): string {
  const { leg, arm } = jointsOf(pose)
  const anchors = { hand: arm[2], ankle: leg[2], toe: leg[3] }
  const path = line(
    points.map((point) =>
      'by' in point ? ([anchors[point.at][0] + point.by[0], anchors[point.at][1] + point.by[1]] as const) : point,
    ),
  )
  return look === 'filled' ? `${path}Z` : path
}
