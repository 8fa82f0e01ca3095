import { useLayoutEffect } from 'preact/hooks'

/** Digits pick a reason, as long as nobody is writing another. */
export function useDialogKeys(
  reasons: readonly string[],
  isWriting: boolean,
  onReason: (reason: string) => void,
): void {
  useLayoutEffect(() => {
    if (isWriting) return
    const press = (event: KeyboardEvent) => {
      const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined
      if (reason !== undefined) onReason(reason)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [reasons, isWriting, onReason])
}
