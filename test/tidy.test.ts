import { expect } from 'chai'
import { globSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { domainLayers } from '#layers'

const sources = globSync('{server,rooms,shared,client,agents-sdk,deploy,bench,test}/**/*.{ts,tsx}', {
  exclude: (file) => /(^|\/)(dist|node_modules)(\/|$)/.test(file),
})

describe('tidiness', () => {
  it('every domain stands on a line of layers.ts, and every name there is a domain', () => {
    const folders = globSync('server/domains/*').map((folder) => path.basename(folder))
    expect(folders.toSorted()).to.deep.equal(domainLayers.flat().toSorted())
  })

  for (const spec of globSync('server/domains/*/SPEC.md')) {
    const rules = [...readFileSync(spec, 'utf8').matchAll(/^- \*\*([A-Z]+\d+)\*\*/gm)].map((match) => match[1]!)

    it(`every rule of ${spec} is cited by a test`, () => {
      const titles = testTitles()
      const uncited = rules.filter((rule) => !titles.some((title) => new RegExp(`\\b${rule}\\b`).test(title)))
      expect(rules).not.to.have.length(0)
      expect(uncited, 'rules that no test names').to.deep.equal([])
    })
  }

  it('a domain folder is flat and has a front door and at most fifteen files', () => {
    for (const folder of globSync('server/domains/*')) {
      const files = globSync(`${folder}/**/*`).map((file) => path.relative(folder, file))
      expect(files, folder).to.include('index.ts')
      expect(
        files.filter((file) => file.includes(path.sep)),
        folder,
      ).to.deep.equal([])
    }
  })

  it('only the configuration, entry points and tests read the environment', () => {
    const readers = sources.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')))
    const allowed = /^(server\/config\.ts|server\/cli\/|test\/|bench\/)/
    expect(readers.filter((file) => !allowed.test(file))).to.deep.equal([])
  })

  it('games and rules of the world use no clock and no chance of their own', () => {
    const pure = sources.filter((file) => /^shared\/(games|match|world|kernel)\//.test(file))
    const impure = pure.filter((file) =>
      /Date\.now|new Date\(|Math\.random|performance\.now/.test(readFileSync(file, 'utf8')),
    )
    expect(impure).to.deep.equal([])
  })

  it('every version in every manifest is exact', () => {
    for (const file of ['package.json', 'agents-sdk/package.json', 'shared/package.json']) {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
      const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
        ([, version]) => !/^\d/.test(version),
      )
      expect(loose, file).to.deep.equal([])
    }
  })

  it('the lock file names no other registry', () => {
    const hosts = [...readFileSync('package-lock.json', 'utf8').matchAll(/"resolved": "https?:\/\/([^/"]+)/g)]
    expect(hosts.map((match) => match[1]).filter((host) => host !== 'registry.npmjs.org')).to.deep.equal([])
  })
})

type Manifest = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> }

function testTitles(): string[] {
  return globSync('test/**/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:it|describe)\(\s*(['"`])(.*?)\1/g)].map((match) => match[2]!),
  )
}
