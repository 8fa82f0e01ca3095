// Vue takes custom elements as they are, once its compiler is told: `isCustomElement: (tag) => tag.startsWith('unisson-')`.
import type { DefineComponent } from 'vue'
import type { UnissonAttributes } from './element.js'

export type UnissonVueElements = {
  [Name in keyof UnissonAttributes]: DefineComponent<UnissonAttributes[Name]>
}

declare module 'vue' {
  interface GlobalComponents extends UnissonVueElements {}
}
