/** A line drawing beside a word; the word carries the meaning. */
export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d={path} />
  </svg>
)

export const VOTE_PATHS = { agree: 'M4 10.5l4 4 8-9', disagree: 'M5 5l10 10M15 5L5 15', neutral: 'M4 10h12' }
