import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

// What Tag Manager reads on import is a version of a container as its API describes it (developers.google.com/tag-platform/tag-manager/api/v2),
// with the names of kinds in capitals, as it writes them itself.

const id = z.string().regex(/^\d+$/)
const text = z.string().min(1)
const owned = { accountId: id, containerId: id }

const template = z.strictObject({ type: z.literal('TEMPLATE'), key: text, value: z.string() })
const truth = z.strictObject({ type: z.literal('BOOLEAN'), key: text, value: z.enum(['true', 'false']) })
const whole = z.strictObject({ type: z.literal('INTEGER'), key: text, value: id })
const table = z.strictObject({
  type: z.literal('LIST'),
  key: text,
  list: z.array(z.strictObject({ type: z.literal('MAP'), map: z.array(template).min(1) })),
})
const parameter = z.discriminatedUnion('type', [template, truth, whole, table])

const condition = z.strictObject({
  type: z.enum(['EQUALS', 'CONTAINS', 'STARTS_WITH', 'ENDS_WITH', 'MATCH_REGEX']),
  parameter: z.tuple([
    template.extend({ key: z.literal('arg0') }),
    template.extend({ key: z.literal('arg1') }),
  ]),
})

const consentTypes = z.enum(['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage'])

const container = z.strictObject({
  exportFormatVersion: z.literal(2),
  exportTime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  containerVersion: z.strictObject({
    ...owned,
    path: z.string().regex(/^accounts\/\d+\/containers\/\d+\/versions\/\d+$/),
    containerVersionId: id,
    container: z.strictObject({
      ...owned,
      path: z.string().regex(/^accounts\/\d+\/containers\/\d+$/),
      name: text,
      publicId: z.string().regex(/^GTM-[A-Z0-9]+$/),
      usageContext: z.tuple([z.literal('WEB')]),
    }),
    tag: z.array(
      z.strictObject({
        ...owned,
        tagId: id,
        name: text,
        // An event of Google Analytics 4.
        type: z.literal('gaawe'),
        parameter: z.array(parameter),
        firingTriggerId: z.array(id).min(1),
        tagFiringOption: z.enum(['ONCE_PER_EVENT', 'ONCE_PER_LOAD', 'UNLIMITED']),
        consentSettings: z.strictObject({
          consentStatus: z.literal('NEEDED'),
          consentType: z.strictObject({
            type: z.literal('LIST'),
            list: z.array(z.strictObject({ type: z.literal('TEMPLATE'), value: consentTypes })).min(1),
          }),
        }),
      }),
    ),
    trigger: z.array(
      z.strictObject({
        ...owned,
        triggerId: id,
        name: text,
        type: z.literal('CUSTOM_EVENT'),
        customEventFilter: z.tuple([condition]),
      }),
    ),
    variable: z.array(
      z.strictObject({
        ...owned,
        variableId: id,
        name: text,
        // Of the data layer, or a constant.
        type: z.enum(['v', 'c']),
        parameter: z.array(parameter),
      }),
    ),
    builtInVariable: z.array(
      z.strictObject({ ...owned, type: z.literal('EVENT'), name: z.literal('Event') }),
    ),
  }),
})

const file = new URL('../../widget/tag-manager/google-tag-manager.json', import.meta.url)
const read: unknown = JSON.parse(readFileSync(file, 'utf8'))

const parameterOf = (parameters: readonly z.output<typeof parameter>[], key: string) =>
  parameters.find((one) => one.key === key)

it('The container for Google Tag Manager has the form in which Tag Manager writes and reads containers', () => {
  expect(container.safeParse(read).error?.issues).toBeUndefined()
})

it('Nothing in it is named twice, and each tag is fired by a trigger that is there', () => {
  const { tag, trigger, variable, builtInVariable, accountId, containerId } =
    container.parse(read).containerVersion
  const parts = [...tag, ...trigger, ...variable, ...builtInVariable]
  for (const part of parts) expect([part.accountId, part.containerId]).toEqual([accountId, containerId])
  const ids = [
    ...tag.map(({ tagId }) => tagId),
    ...trigger.map(({ triggerId }) => triggerId),
    ...variable.map(({ variableId }) => variableId),
  ]
  expect(new Set(ids).size).toBe(ids.length)
  const names = [...variable, ...builtInVariable].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const triggers = trigger.map(({ triggerId }) => triggerId)
  for (const { firingTriggerId } of tag) expect(triggers).toEqual(expect.arrayContaining(firingTriggerId))
})

it('Its tag has what an event of Google Analytics needs, with names that Analytics takes', () => {
  const { tag, trigger, variable } = container.parse(read).containerVersion
  for (const { parameter: parameters } of tag) {
    expect(parameterOf(parameters, 'eventName')).toMatchObject({ type: 'TEMPLATE', value: '{{Event}}' })
    expect(parameterOf(parameters, 'measurementIdOverride')).toMatchObject({ type: 'TEMPLATE' })
    const settings = parameterOf(parameters, 'eventSettingsTable')
    const rows = settings?.type === 'LIST' ? settings.list.map(({ map }) => map) : []
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.map(({ key }) => key)).toEqual(['parameter', 'parameterValue'])
      expect(row[0]?.value).toMatch(/^[a-z]\w{0,39}$/)
      expect(row[1]?.value).toMatch(/^\{\{[^{}]+\}\}$/)
    }
  }
  for (const { customEventFilter } of trigger)
    expect(customEventFilter[0].parameter[0].value).toBe('{{_event}}')
  for (const { type, parameter: parameters } of variable) {
    const keys = parameters.map(({ key }) => key).sort()
    expect(keys).toEqual(type === 'c' ? ['value'] : ['dataLayerVersion', 'name', 'setDefaultValue'])
  }
})
