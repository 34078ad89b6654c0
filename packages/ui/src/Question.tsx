/** The question of a group of answers; on a screen of its own it is the heading as well. */
export function Question({
  label,
  hidden,
  heading,
}: {
  label: string
  hidden: boolean | undefined
  heading: 1 | 2 | undefined
}) {
  const Heading = heading === 1 ? 'h1' : 'h2'
  return <legend className={hidden ? 'd-hidden' : undefined}>{heading ? <Heading>{label}</Heading> : label}</legend>
}
