import { useLayoutEffect, useRef } from 'preact/hooks'
import { keepChoice, readChoice } from '../../shared/kept-choices.ts'

const KEPT = 'unisson-shortcuts'

/** True unless this browser's user has switched shortcuts off. */
export const keepsShortcuts = (): boolean => readChoice(KEPT) !== 'off'

/** Keeps the choice in this browser, for the next visit too. */
export const keepShortcuts = (isOn: boolean): void => keepChoice(KEPT, isOn ? 'on' : 'off')

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null

/** Calls what a key stands for, unless somebody is typing, a dialog is open, or shortcuts are switched off. */
export function useShortcuts(isOn: boolean, keys: Readonly<Record<string, () => void>>): void {
  // Keys pressed between a change of the screen and its effects must not do what belonged to the screen before.
  const current = useRef({ isOn, keys })
  current.current = { isOn, keys }
  // Before the screen is painted: a key that is pressed as soon as a proposal is seen must count.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (!current.current.isOn) return
      const act = current.current.keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
