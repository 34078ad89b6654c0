import { AppLink } from '../frame/AppLink.tsx'
import { useAccessWords } from './use-access-words.ts'

/** The two pages of oversight, beside one another. */
export function OversightTabs({ current }: { current: 'review' | 'log' }) {
  const { a } = useAccessWords()
  const label = { review: a.review.title, log: a.log.practiceTitle } as const
  return (
    <nav aria-label={a.rail}>
      <ul className="d-places">
        {(['review', 'log'] as const).map((place) => (
          <li key={place}>
            <AppLink
              href={`/oversight/${place}`}
              className="d-place"
              aria-current={place === current ? 'page' : undefined}
            >
              {label[place]}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
