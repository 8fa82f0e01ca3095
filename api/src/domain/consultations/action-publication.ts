import type { TeamActionState } from '../../wire/index.ts'

interface Publishable {
  state: TeamActionState
  description: string
  proposals: readonly string[]
}

/** What an action lacks before the public may see it: what will be done, and the proposals behind it. A draft lacks nothing. */
export function lackingIn({ state, description, proposals }: Publishable): ('description' | 'proposals')[] {
  if (state === 'draft') return []
  return [
    ...(description === '' ? (['description'] as const) : []),
    ...(proposals.length === 0 ? (['proposals'] as const) : []),
  ]
}
