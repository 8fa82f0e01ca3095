const PATHS = {
  agree: 'M4 10.5l4 4 8-9',
  disagree: 'M5 5l10 10M15 5L5 15',
  neutral: 'M4 10h12',
  next: 'M4 10h12M11 5l5 5-5 5',
}

/** A line drawing beside a word; the word carries the meaning. */
export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)
