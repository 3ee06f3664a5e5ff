import { number } from '#bench/village/results'
import type { Share } from './profile.ts'
import type { Results } from './results.ts'
import type { Reading } from './scenario.ts'
import { frameTable, openTable, renderingText, table } from './tables.ts'

const scriptMsMax = 8
const quietPercentMax = 20

/** The results as Markdown. */
export function describe(results: Results): string {
  const sections = [introduction(results), budget(results), ...results.pairs.map(pairText), profiles(results), method]
  return `${sections.join('\n\n')}\n`
}

function introduction({ machine, load, pairs }: Results): string {
  return [
    '# Bench: the viewer',
    '',
    `${machine.cores} cores, ${machine.os}, Node ${machine.node}, ${machine.browser} without a window, drawing in software;`,
    `written by \`npm run bench -- viewer\`. ${pairs.map(({ agents }) => agents).join(' and ')} agents, 3 in 100 of them stand and talk, the others walk;`,
    `1440 × 900 pixels, windows of ${load.seconds} s, ${load.loads} cold starts each. Times are CPU time of the page's main thread`,
    'unless they say otherwise: they do not hold what the graphics process and other work on the machine take.',
    ...noiseIn(pairs.flatMap(({ viewer, baseline }) => [viewer, baseline])),
  ].join('\n')
}

function noiseIn(readings: readonly Reading[]): string[] {
  const percent = Math.max(...readings.map(({ strangersCpuPercent }) => strangersCpuPercent))
  if (percent < quietPercentMax) return []
  return [
    '',
    `**Not a quiet machine:** other work took up to ${number(percent)} % of a core; take the numbers as rough.`,
  ]
}

// What counts is the budget's number of agents, the largest that was measured.
function budget({ pairs }: Results): string {
  const { agents, viewer } = pairs.at(-1)!
  const { near, far } = viewer.windows
  const rows = [
    { zoom: `zoomed in, ${near.inView} in view`, ms: near.scriptMs },
    { zoom: `zoomed out, ${far.inView} in view`, ms: far.scriptMs },
  ].map(({ zoom, ms }) => [
    `script a frame, ${agents} agents, ${zoom}`,
    `< ${scriptMsMax} ms`,
    `${number(ms.p50)} ms`,
    `${number(ms.p99)} ms`,
    ms.p99 < scriptMsMax ? 'met' : ms.p50 < scriptMsMax ? 'met by the median' : 'missed',
  ])
  return table(['budget', 'to reach', 'median', '99th percentile', ''], rows)
}

function pairText(pair: Results['pairs'][number]): string {
  const { agents, viewer } = pair
  const { near, far } = viewer.windows
  return [
    `## ${agents} agents`,
    `Zoomed in as the page opens (2 ×; names, and words above heads), ${near.walking} of ${agents} walking:`,
    frameTable(pair, 'near'),
    `Zoomed out as far as the viewer goes (1 ×; the viewer writes no names there, the baseline does):`,
    frameTable(pair, 'far'),
    'Opening, messages and memory:',
    openTable(pair),
    hiddenText(viewer.hidden),
    `Of the viewer's frame not script, mean in ms: ${renderingText(near)} (in); ${renderingText(far)} (out).`,
  ].join('\n\n')
}

function hiddenText(hidden: Results['pairs'][number]['viewer']['hidden']): string {
  if (hidden === undefined) return ''
  const { seconds, seenDraws, hiddenDraws } = hidden
  return `Told that it is hidden, the viewer made ${hiddenDraws} draw calls in ${seconds} s, and ${seenDraws} in the ${seconds} s before.`
}

function profiles({ pairs }: Results): string {
  const { agents, viewer } = pairs.at(-1)!
  const { near, far } = viewer.windows
  return [
    `## Where the viewer's script time goes, ${agents} agents`,
    'Sampled, in % of all script time, messages and panels included.',
    ...[
      { zoom: 'Zoomed in', profile: near.profile },
      { zoom: 'Zoomed out', profile: far.profile },
    ].flatMap(({ zoom, profile }) => [
      `${zoom}, by the function itself:`,
      sharesTable(profile?.self ?? []),
      `${zoom}, the viewer's own functions with all that they call:`,
      sharesTable(profile?.own ?? []),
    ]),
  ].join('\n\n')
}

function sharesTable(shares: readonly Share[]): string {
  const rows = shares.map(({ name, source, selfPercent, totalPercent }) => [
    `\`${name}\` ${source}`,
    `${number(selfPercent)} %`,
    `${number(totalPercent)} %`,
  ])
  return table(['function', 'itself', 'with what it calls'], rows)
}

const method = `## What is compared

The baseline (\`bench/viewer/baseline\`) is the page that one would write first, as AI Town's is: pixi.js with
pixi-viewport, an animated sprite and a pixi text with a name for each agent, all of them always in the scene, placed
by interpolation between positions that come as JSON over a WebSocket ten times a second. It has the same picture of the
town, the same size of canvas with the same point in its middle, and as many agents on the same kind of walks.

What it does not do, which is generous to it: it has no page around the canvas (list of agents, newspaper, minimap,
inspector), no words above heads, no light, weather, smoke or birds, no sorting of who stands in front, no looks of
their own (eight plain people), and names overlap. Its town is one picture, where AI Town draws a sprite a tile. Its
agents are moved inside its server; the viewer's are connections of their own. Not compared: how exact positions are,
and what the graphics card does; frames a second are those of software on few cores, and say little.

Script is the time of requestAnimationFrame callbacks in Chromium's trace (\`FireAnimationFrame\`, \`tdur\`), and a frame is
the task that holds them; of fewer than a hundred frames the 99th percentile is the longest. Frames are few in software,
so each also holds what changed since the last, news and words, that at 60 frames a second most would not hold. The
first picture is the end of the script of the first frame that has the town and its people, counted from the
navigation, in a browser with an empty profile; bytes are \`encodedDataLength\` of what had come until then, and the
payload of WebSocket messages. The heap is read after a forced collection. In view is counted from positions that the
server tells right after the window. A hidden page is one that was told so, since pages without a window never are; the
browser goes on calling for frames, so what is counted is what the page itself does.`
