import type { Store } from '#client/state/store.ts'

/** Says over the town why it is not as one would expect: not there yet, cut off, or empty. */
export function Notice({ store }: { store: Store }) {
  const text = noticeOf(store)
  return (
    <div class="notice-place" role="status" aria-live="polite">
      {text !== undefined && (
        <div class="notice" data-busy={isBusy(store)}>
          <strong>{text.title}</strong>
          <span>{text.detail}</span>
        </div>
      )}
    </div>
  )
}

function noticeOf(store: Store): { title: string; detail: string } | undefined {
  const trouble = store.trouble.value
  switch (store.status.value) {
    case 'loading':
      return { title: 'Walking into the village', detail: loadingText(store) }
    case 'reconnecting':
      return { title: 'Lost sight of the village', detail: 'Trying again. What you see may be out of date.' }
    case 'past':
      return pastNotice(store)
    case 'live':
      if (trouble !== '') return { title: 'The town can’t be drawn here', detail: trouble }
      if (store.roster.value.length > 0) return undefined
      return { title: 'Nobody is here yet', detail: 'Agents appear here as soon as they arrive.' }
  }
}

function pastNotice(store: Store): { title: string; detail: string } | undefined {
  switch (store.kept.value) {
    case 'missing':
      return { title: 'Nobody kept this', detail: 'The town was not recorded then. The bar below shows what there is.' }
    case 'failed':
      return { title: 'The past does not come', detail: 'Trying again.' }
    default:
      return undefined
  }
}

function isBusy(store: Store): boolean {
  const status = store.status.value
  return status === 'loading' || status === 'reconnecting' || (status === 'past' && store.kept.value === 'failed')
}

function loadingText(store: Store): string {
  if (store.trouble.value !== '') return `The map does not come: ${store.trouble.value}. Trying again.`
  return store.connection.value === 'unreachable' ? 'It does not answer yet. Trying again.' : 'One moment.'
}
