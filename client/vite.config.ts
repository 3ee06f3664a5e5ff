import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact()],
  resolve: {
    // The usual build of msgpackr compiles its readers with `new Function`, which a strict content security policy refuses.
    alias: [{ find: /^msgpackr$/, replacement: 'msgpackr/index-no-eval' }],
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023' },
})
