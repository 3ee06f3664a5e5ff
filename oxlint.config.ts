import { defineConfig } from 'oxlint'
import { driverPackages, importRules } from './server/layers.ts'

type ImportRule = (typeof importRules)[number]

/** One rule of the import table as the linter's configuration. */
function overrideFor({ folder, may, drivers }: ImportRule) {
  const allowed = may.flatMap((name) => [`!\\${name}`, `!\\${name}/**`])
  const message = `${folder} may import: ${may.join(', ') || 'nothing'} (server/layers.ts)`
  const names = { group: ['\\#*', '\\#*/**', ...allowed], message }
  const packages = {
    group: driverPackages.flatMap((name) => [name, `${name}/**`]),
    message: `${folder} may import no driver`,
  }
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns: drivers ? [names] : [names, packages] }] as never },
  }
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['node_modules', '**/dist', 'agents-sdk/template', 'deploy/hostile/{javascript,typescript}', 'data'],
  options: { typeAware: true },
  rules: {
    'import/no-cycle': 'error',
    'import/no-relative-parent-imports': 'error',
    'import/no-unassigned-import': ['error', { allow: ['**/*.css', 'pixi.js/unsafe-eval'] }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-type-imports': 'error',
    'typescript/unbound-method': 'off', // objects here are closures
    'typescript/no-misused-spread': 'off', // strings spread here are our own grids of single characters
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/consistent-return': 'off', // the compiler checks that every path returns
    'import/no-named-as-default-member': 'off',
    'import/no-named-as-default': 'off',
    'unicorn/no-array-sort': 'off', // of arrays made on the same line
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'oxc/no-async-endpoint-handlers': 'off', // Express 5 handles rejections
    'promise/always-return': 'off',
    'promise/no-callback-in-promise': 'off',
    'no-unmodified-loop-condition': 'off', // does not see changes made by closures
    'no-control-regex': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
    // Factories hold the functions of the object they make, so this bounds a whole object; single functions stay short.
    'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    'no-console': 'error',
    'no-debugger': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  },
  overrides: [
    ...importRules.map(overrideFor),
    {
      files: ['test/**/*.ts', 'bench/**/*.ts', 'deploy/**/*.ts', 'client/**/*.{ts,tsx}', 'server/platform/log.ts'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['test/**/*.ts'],
      rules: { 'max-lines-per-function': 'off', 'typescript/no-explicit-any': 'off', 'no-unused-expressions': 'off' },
    },
  ],
})
