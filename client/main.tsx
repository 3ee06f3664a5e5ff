import { effect } from '@preact/signals'
import { render } from 'preact'
import { loadTown } from '#client/net/town.ts'
import { watchNews } from '#client/net/watch-news.ts'
import { watchVillage } from '#client/net/watch-village.ts'
import { keepAddress } from '#client/state/address.ts'
import { applyTo } from '#client/state/apply.ts'
import { keepSeconds } from '#client/state/moments.ts'
import { happened } from '#client/state/news.ts'
import { keepPersona } from '#client/state/persona.ts'
import { createStore } from '#client/state/store.ts'
import { townLoaded, townTroubled } from '#client/state/town.ts'
import { App } from '#client/ui/app.tsx'
import '#client/ui/style.css'
import '#client/ui/panels.css'

const store = createStore()
effect(() => void (document.documentElement.dataset['village'] = store.status.value))
keepSeconds(store)
keepPersona(store)
keepAddress(store)
render(<App store={store} />, document.getElementById('app')!)

void watchVillage(location.origin, applyTo(store))
watchNews(location.origin, happened(store))
townLoaded(store, await loadTown((reason) => townTroubled(store, reason)))
