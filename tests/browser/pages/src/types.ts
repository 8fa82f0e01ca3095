// Read by the compiler alone: what the package knows, and what it must refuse.
import type { UnissonConsultationElement } from '@unisson/element'
import { unissonClient } from '@unisson/element/api'
import type { UnissonPreactElements } from '@unisson/element/preact'
import type { UnissonReactElements } from '@unisson/element/react'
import type { UnissonVueElements } from '@unisson/element/vue'

const element: UnissonConsultationElement = document.createElement('unisson-consultation')
await element.reload()
document.querySelector('unisson-consultation')?.forget()
document.body.addEventListener('unisson:vote', ({ detail }) => detail.vote satisfies string)
// @ts-expect-error There is no such detail.
document.body.addEventListener('unisson:vote', ({ detail }) => detail.reader)

export const react: UnissonReactElements['unisson-consultation'] = { theme: 'dark', className: 'wide' }
// @ts-expect-error A colour is no theme.
react.theme = 'blue'
export const preact: UnissonPreactElements['unisson-consultation'] = {
  layout: 'compact',
  'onunisson:complete': ({ detail }) => detail.votes satisfies number,
}
export type Vue = InstanceType<UnissonVueElements['unisson-consultation']>['$props']['layout']

const client = unissonClient('https://consultation.example.org')
const { data, error } = await client.GET('/v1/consultations/{consultation}', {
  params: { path: { consultation: 'rural-life' } },
})
if (data) data.question satisfies string
else error satisfies object
// @ts-expect-error There is no such path.
await client.GET('/v1/nothing')
