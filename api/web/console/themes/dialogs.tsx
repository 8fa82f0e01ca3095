import { LIMITS } from '../../../src/wire/constants.ts'
import type { TeamTheme } from '../../../src/wire/index.ts'
import { Dialog } from '../../shared/parts/dialog.tsx'
import { ChoiceField, TextField } from '../../shared/parts/field.tsx'
import { Form, textOf } from '../../shared/parts/form.tsx'
import { Around, useWritten } from '../../shared/parts/written.tsx'
import { useConsole } from '../context.ts'

interface NamingProps {
  theme: TeamTheme | null
  onName(name: string): Promise<void>
  onClose(): void
}

/** Asks for the name of a theme; null: of one that is being made. */
export function Naming({ theme, onName, onClose }: NamingProps) {
  const { themes, save } = useConsole().texts
  return (
    <Dialog title={theme ? themes.rename : themes.create} onClose={onClose}>
      <Form onSend={(data) => onName(textOf(data, 'name')).then(onClose)} submit={save} onCancel={onClose}>
        <TextField
          label={themes.name}
          name="name"
          value={theme?.name}
          isWritten
          isRequired
          maxLength={LIMITS.themeLength}
        />
      </Form>
    </Dialog>
  )
}

interface MergingProps {
  theme: TeamTheme
  others: readonly TeamTheme[]
  onMerge(into: string): Promise<void>
  onClose(): void
}

/** Asks into which theme all that a theme holds is to go. */
export function Merging({ theme, others, onMerge, onClose }: MergingProps) {
  const { themes } = useConsole().texts
  const { lang } = useWritten()
  return (
    <Dialog title={<Around sentence={themes.mergeTitle} text={theme.name} />} onClose={onClose}>
      <Form
        onSend={(data) => onMerge(textOf(data, 'into')).then(onClose)}
        submit={themes.merge}
        onCancel={onClose}
      >
        <p class="quiet">{themes.mergeHint}</p>
        <ChoiceField
          label={themes.into}
          name="into"
          value={others[0]?.id ?? ''}
          options={others.map(({ id, name }) => [id, name, lang] as const)}
        />
      </Form>
    </Dialog>
  )
}
