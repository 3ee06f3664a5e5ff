import { effect } from '@preact/signals'
import { render } from 'preact'
import { fetchHistory, fetchMarks } from '#client/net/history.ts'
import { fetchNews } from '#client/net/past-news.ts'
import { loadTown } from '#client/net/town.ts'
import { watchNews } from '#client/net/watch-news.ts'
import { watchVillage } from '#client/net/watch-village.ts'
import { keepAddress } from '#client/state/address.ts'
import { keepBiography } from '#client/state/biography.ts'
import { keepLive } from '#client/state/live.ts'
import { learnMe } from '#client/state/me.ts'
import { keepMoney } from '#client/state/money.ts'
import { keepSeconds } from '#client/state/moments.ts'
import { keepNews } from '#client/state/paper.ts'
import { keepOpenPosts } from '#client/state/open-posts.ts'
import { keepPast } from '#client/state/past.ts'
import { keepPersona } from '#client/state/persona.ts'
import { createStore } from '#client/state/store.ts'
import { townLoaded, townTroubled } from '#client/state/town.ts'
import { App } from '#client/ui/app.tsx'
import '#client/ui/style.css'
import '#client/ui/panels.css'
import '#client/ui/gazette.css'
import '#client/ui/time-bar.css'
import '#client/ui/drawer.css'

const store = createStore()
effect(() => void (document.documentElement.dataset['village'] = store.status.value))
keepSeconds(store)
keepPersona(store)
keepBiography(store, fetchHistory)
keepPast(store, { history: fetchHistory, marks: fetchMarks })
keepAddress(store)
void learnMe(store)
render(<App store={store} />, document.getElementById('app')!)

void watchVillage(location.origin, keepLive(store))
watchNews(location.origin, keepNews(store, fetchNews), keepMoney(store.money), keepOpenPosts(store))
townLoaded(store, await loadTown((reason) => townTroubled(store, reason)))
