import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { type DatedReport, OpinionGroupReports } from '../jobs/opinion-groups.ts'
import { presentOpinionGroups } from '../presenters/consultations.ts'
import type { Session } from './session.ts'
import { addExample, counted } from './wording.ts'

const percent = (share: number): string => `${Math.round(share * 100)} %`

function describe(session: Session, { report }: DatedReport): string {
  const scale = `${counted(report.votes, 'vote')}; ${counted(report.people, 'reader')} with at least ${report.leastVotes}`
  if (report.groups.length === 0) return `${scale}: no groups, there are too few readers.`
  const rows = report.groups.map(({ name, people, share, representative }) => [
    name,
    people,
    percent(share),
    representative.map(({ id, vote }) => `${vote} ${id}`).join(', '),
  ])
  const table = session.table(['group', 'readers', 'share', 'representative'], rows)
  return `${scale}: ${counted(report.groups.length, 'group')}, silhouette ${report.silhouette?.toFixed(2)}, ${counted(report.proposals.length, 'proposal')} with enough votes to be split.\n\n${table}`
}

/** Adds `groups`. */
export function addGroupsCommand(parent: Command, session: Session): void {
  const command = parent
    .command('groups')
    .description('Compute opinion groups now and replace the stored report')
    .argument('<consultation>', 'Slug')
    .action((slug: string) =>
      session.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const reports = new OpinionGroupReports({
          databaseAddress: store.address,
          groups: store.opinionGroups,
          now: session.runtime.now,
        })
        const dated = await reports.refresh(consultation)
        const accepted = await store.proposals.accepted(consultation.id)
        const document = presentOpinionGroups(dated, new Map(accepted.map(({ id, text }) => [id, text])))
        return { document, text: describe(session, dated) }
      }),
    )
  addExample(command, 'groups territoires')
}
