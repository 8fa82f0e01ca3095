import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { presentAuditEntry, proposalTexts } from '../presenters/audit.ts'
import type { AuditRecord } from '../store/audit.ts'
import type { CliContext } from './cli-context.ts'
import { addExample, shortInstant } from './wording.ts'

const LINES = 100

const inWords = (values: AuditRecord['before']): string =>
  Object.entries(values ?? {})
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')

const changeOf = ({ before, after }: AuditRecord): string =>
  [before && inWords(before), after && inWords(after)].filter((part) => part).join(' → ')

/** Adds `audit`, which shows who did what. */
export function addAuditCommand(program: Command, cli: CliContext): void {
  const command = program
    .command('audit')
    .description(`Show the ${LINES} newest entries of the audit log`)
    .argument('[consultation]', 'Slug of a consultation; default: all acts')
    .action((slug: string | undefined) =>
      cli.withStore(command, async (store) => {
        const consultationId = slug === undefined ? null : (await findConsultation(store, slug)).id
        const entries = await store.audit.page({ consultationId, subject: null, before: null, limit: LINES })
        const rows = entries.map((entry) => [
          shortInstant(entry.at),
          entry.actor,
          entry.act,
          entry.subject,
          changeOf(entry),
        ])
        const slugs = new Map((await store.consultations.all()).map(({ id, slug }) => [id, slug]))
        const names = {
          slugOf: (id: string) => slugs.get(id) ?? null,
          textOf: await proposalTexts(store.proposals, entries),
        }
        return {
          document: { entries: entries.map((entry) => presentAuditEntry(entry, names)) },
          text: cli.table(['at (UTC)', 'who', 'act', 'what', 'change'], rows),
        }
      }),
    )
  addExample(command, 'audit territoires')
}
