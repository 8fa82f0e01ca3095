import { readFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { addPartner, findPartner, removePartner } from '../administration/partners.ts'
import { presentPartner } from '../presenters/partners.ts'
import { PARTNER_ROLES } from '../wire/constants.ts'
import type { PartnerRole } from '../wire/index.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { addExample } from './wording.ts'

interface AddOptions {
  name: string
  role: PartnerRole
  url?: string
  logo?: string
}

async function readLogo(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch {
    throw new CliError(`The file ${file} cannot be read`)
  }
}

function addAdd(parent: Command, cli: CliContext): void {
  const command = parent
    .command('add')
    .description('Add a partner; the logo is re-encoded and the original file not kept')
    .argument('<consultation>', 'Slug of the consultation')
    .requiredOption('--name <name>', 'Name of the partner')
    .addOption(
      new Option('--role <role>', 'Role of the partner').choices(PARTNER_ROLES).makeOptionMandatory(),
    )
    .option('--url <address>', 'Website')
    .option('--logo <file>', 'Image of at most 2 MB: PNG, JPEG, WebP, AVIF, GIF or SVG')
    .action((slug: string, { name, role, url, logo }: AddOptions) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const file = logo === undefined ? undefined : await readLogo(logo)
        const wanted = { name, role, url: url ?? null }
        const partner = await addPartner(context, consultation, wanted, file)
        return { document: presentPartner(partner), text: `${partner.id}  ${partner.name} (${partner.role})` }
      }),
    )
  addExample(command, 'partner add territoires --name "Région Centre" --role institution --logo centre.svg')
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the partners of a consultation')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const { id } = await findConsultation(store, slug)
        const partners = await store.partners.all(id)
        const rows = partners.map((one) => [one.id, one.role, one.logo ? 'yes' : 'no', one.name])
        return {
          document: { partners: partners.map(presentPartner) },
          text: cli.table(['id', 'role', 'logo', 'name'], rows),
        }
      }),
    )
  addExample(command, 'partner list territoires')
}

function addRemove(parent: Command, cli: CliContext): void {
  const command = parent
    .command('remove')
    .description('Remove a partner')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<partner>', 'Id of the partner')
    .action((slug: string, id: string) =>
      cli.withStore(command, async (store, context) => {
        const consultation = await findConsultation(store, slug)
        const partner = await findPartner(store, consultation, id)
        await removePartner(context, partner)
        return { document: presentPartner(partner), text: `${partner.name} is removed.` }
      }),
    )
  addExample(command, 'partner remove territoires 8hQ2kVx0TzRb')
}

/** Adds `add`, `list` and `remove`. */
export function addPartnerCommands(parent: Command, cli: CliContext): void {
  addAdd(parent, cli)
  addList(parent, cli)
  addRemove(parent, cli)
}
