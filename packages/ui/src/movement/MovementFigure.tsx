import {
  along,
  type AnyPose,
  type ClosePose,
  type FrontPose,
  frontJointsOf,
  headRadius,
  jointsOf,
  type Point,
  type Pose,
} from './body.ts'
import type { Anchor, Drawing, Prop } from './drawings.ts'

const width = 200
const height = 176
const floor = 170

const place = ([x, y]: Point): string => `${round(x)} ${round(floor - y)}`
const round = (value: number): number => Math.round(value * 10) / 10
const line = (points: readonly Point[]): string => `M${points.map(place).join('L')}`

/** One body in one pose, with what stands around; ink follows the text. */
export function MovementFigure({ drawing, share }: { drawing: Drawing; share: number }) {
  const pose = along(drawing.poses, share)
  // What hands hold before the body is seen on top of it.
  const [before, behind] = 'view' in pose ? split(drawing.props) : [[], drawing.props]
  const isNear = 'view' in pose && pose.view === 'close'
  const lands = drawing.landsAt !== undefined && share >= 1
  return (
    <svg className="p-figure" viewBox={`0 0 ${width} ${height}`} aria-hidden focusable="false">
      {!isNear && <path className="p-figure-floor" d={`M6 ${floor}H194`} />}
      <Props props={behind} pose={pose} />
      <AnyBody pose={pose} elbow={drawing.elbow} />
      <Props props={before} pose={pose} />
      {lands && drawing.landsAt !== undefined && <Landing at={drawing.landsAt} />}
    </svg>
  )
}

/** Bands, and all else. */
function split(props: readonly Prop[]): readonly [readonly Prop[], readonly Prop[]] {
  return [props.filter(({ look }) => look === 'band'), props.filter(({ look }) => look !== 'band')]
}

function Props({ props, pose }: { props: readonly Prop[]; pose: AnyPose }) {
  return props.map((prop) => (
    <path key={JSON.stringify(prop.points)} className="p-figure-prop" data-look={prop.look} d={pathOf(prop, pose)} />
  ))
}

function AnyBody({ pose, elbow }: { pose: AnyPose; elbow: 'up' | undefined }) {
  if (!('view' in pose)) return <Body pose={pose} elbow={elbow} />
  return pose.view === 'front' ? <FrontBody pose={pose} /> : <Hand pose={pose} />
}

function FrontBody({ pose }: { pose: FrontPose }) {
  const { trunk, head, legs, arms } = frontJointsOf(pose)
  const [x, y] = head
  return (
    <>
      {legs.map((leg) => (
        <path key={line(leg)} className="p-figure-leg" d={line(leg)} />
      ))}
      <path className="p-figure-trunk" data-front d={`${line(trunk)}Z`} />
      <circle className="p-figure-head" cx={round(x)} cy={round(floor - y)} r={headRadius} />
      <path className="p-figure-halo" d={arms.map(line).join('')} />
      <path className="p-figure-arm" d={arms.map(line).join('')} />
    </>
  )
}

/** A hand from near. */
function Hand({ pose: { lines } }: { pose: ClosePose }) {
  return <path className="p-figure-leg" d={lines.map(line).join('')} />
}

function Body({ pose, elbow }: { pose: Pose; elbow: 'up' | undefined }) {
  const { hip, shoulder, head, leg, arm, farLeg, farArm, palm } = jointsOf(pose, elbow)
  const [x, y] = head
  return (
    <>
      {farLeg !== null && <path className="p-figure-leg" data-far d={line(farLeg)} />}
      {farArm !== null && <path className="p-figure-arm" data-far d={line(farArm)} />}
      <path className="p-figure-leg" d={line(leg)} />
      <path className="p-figure-trunk" d={line([hip, shoulder])} />
      <circle className="p-figure-head" cx={round(x)} cy={round(floor - y)} r={headRadius} />
      <path className="p-figure-halo" d={line(arm)} />
      <path className="p-figure-arm" d={line(palm === null ? arm : [...arm, palm[1]])} />
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

function pathOf({ points, look }: Prop, pose: AnyPose): string {
  const anchors = anchorsOf(pose)
  const path = line(
    points.map((point) =>
      'by' in point ? ([anchors[point.at][0] + point.by[0], anchors[point.at][1] + point.by[1]] as const) : point,
    ),
  )
  return look === 'filled' ? `${path}Z` : path
}

const nowhere: Point = [0, 0]

/** What a prop may hang on; from the front `hand` and `ankle` are those that the reader has on the right. */
function anchorsOf(pose: AnyPose): Readonly<Record<Anchor, Point>> {
  if ('view' in pose) {
    if (pose.view === 'close') return { hand: nowhere, otherHand: nowhere, ankle: nowhere, toe: nowhere, hip: nowhere }
    const [otherHand, hand] = pose.hands
    return { hand, otherHand, ankle: pose.ankles[1], toe: pose.ankles[1], hip: pose.hip }
  }
  const { leg, arm, farArm, palm } = jointsOf(pose)
  return { hand: palm?.[1] ?? arm[2], otherHand: farArm?.[2] ?? arm[2], ankle: leg[2], toe: leg[3], hip: leg[0] }
}
