import type { RelativeRule } from '../../domain/trust-rules/findings.ts'
import type { Services } from '../../services.ts'
import type { VoteKey } from '../../store/vote-writes.ts'
import type { VoteRequest } from '../../wire/index.ts'
import type { Provenance } from './doubt.ts'

/**
 * Tells the watch of a vote that nothing else speaks against; the rule that it matches, if one of those that compare votes
 * with others does. Changes of a vote bring no proof of a draw and are not compared.
 */
export function watchedRule(
  consultationId: string,
  { proposalId, voter }: VoteKey,
  { vote, served: proof }: Pick<VoteRequest, 'vote' | 'served'>,
  { sender, served }: Provenance,
  watch: Services['watch'],
): RelativeRule | null {
  if (vote === null || served === null || proof === undefined) return null
  const draw = { id: proof, at: served.drawnAt, number: served.number, proposals: null }
  return watch.note(consultationId, { proposalId, voter, vote, network: sender.network, draw })
}
