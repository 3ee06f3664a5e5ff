import { defineConfig } from 'vite'

// The page's content security policy refuses code made from text. Three libraries make some: pixi.js is told not to in
// client/scene/scene.ts, msgpackr has a build without it, and zod has to know before its first schema is made.
const withoutEval = {
  alias: [{ find: /^msgpackr$/, replacement: 'msgpackr/index-no-eval' }],
  intro: 'globalThis.__zod_globalConfig = { jitless: true };',
}

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: withoutEval.alias },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { intro: withoutEval.intro } },
  },
})
