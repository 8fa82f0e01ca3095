import { type Command, Option } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { decideProposals } from '../administration/decide-proposals.ts'
import { presentModerated } from '../presenters/proposals.ts'
import type { Store } from '../store/index.ts'
import type { ModeratedRecord } from '../store/moderation.ts'
import type { ProposalStatus } from '../wire/index.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

const PAGE = 1000
const STATUSES: readonly ProposalStatus[] = ['pending', 'accepted', 'refused', 'postponed']

/** All of them that the queue has, page after page. */
async function readQueue(
  { moderation }: Store,
  consultationId: string,
  status: ProposalStatus | null,
): Promise<ModeratedRecord[]> {
  const proposals: ModeratedRecord[] = []
  for (;;) {
    const query = { consultationId, status, isUnread: false, skeleton: '', limit: PAGE }
    const page = await moderation.page({ ...query, after: proposals.at(-1) ?? null })
    proposals.push(...page)
    if (page.length < PAGE) return proposals
  }
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the proposals of a consultation, oldest first')
    .argument('<consultation>', 'Slug of the consultation')
    .addOption(new Option('--status <status>', 'Only proposals with this status').choices(STATUSES))
    .action((slug: string, { status }: { status?: ProposalStatus }) =>
      cli.withStore(command, async (store) => {
        const { id } = await findConsultation(store, slug)
        const proposals = await readQueue(store, id, status ?? null)
        const rows = proposals.map((proposal) => [
          proposal.id,
          proposal.status,
          proposal.votes,
          proposal.refusalReason === null ? proposal.text : `${proposal.text} (${proposal.refusalReason})`,
        ])
        return {
          document: { proposals: proposals.map(presentModerated) },
          text: cli.table(['id', 'status', 'votes', 'text'], rows),
        }
      }),
    )
  addExample(command, 'proposal list territoires --status pending')
}

interface Deciding {
  name: string
  status: ProposalStatus
  description: string
}

function addDecision(parent: Command, cli: CliContext, { name, status, description }: Deciding): void {
  const command = parent
    .command(name)
    .description(description)
    .argument('<proposal...>', 'Ids of the proposals; all are decided or none')
  if (status === 'refused') command.requiredOption('--reason <text>', 'Why they are refused')
  command.action((ids: string[], { reason }: { reason?: string }) =>
    cli.withStore(command, async (_store, context) => {
      const proposals = ids.map((id) => ({ id }))
      const decided = await decideProposals(context, { proposals, status, reason })
      return {
        document: { proposals: decided.map(presentModerated) },
        text: `${counted(decided.length, 'proposal')} ${status}.`,
      }
    }),
  )
  const ending = status === 'refused' ? ' --reason "personal data"' : ''
  addExample(command, `proposal ${name} 8hQ2kVx0TzRb${ending}`)
}

/** Adds `list`, `accept`, `refuse` and `postpone`. */
export function addProposalCommands(parent: Command, cli: CliContext): void {
  addList(parent, cli)
  addDecision(parent, cli, { name: 'accept', status: 'accepted', description: 'Open proposals to votes' })
  addDecision(parent, cli, {
    name: 'refuse',
    status: 'refused',
    description: 'Refuse proposals; they take no more votes',
  })
  addDecision(parent, cli, {
    name: 'postpone',
    status: 'postponed',
    description: 'Postpone proposals; they take no votes until they are accepted',
  })
}
