import { createRequire } from 'node:module'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Express } from 'express'

const root = path.resolve(fileURLToPath(import.meta.url), '../../..')
const dayMs = 86_400_000

/** Serves what people see: the viewer, the town's tiles, and the description of the API. */
export function mountPages(app: Express, tiledMap: unknown, openApi: object): void {
  const swaggerUi = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  app.get('/api/map', (_, response) => void response.json(tiledMap))
  app.get('/api/openapi.json', (_, response) => void response.json(openApi))
  app.get('/api/docs', (_, response) => void response.type('html').send(docsPage))
  app.get('/api/docs/start.js', (_, response) => void response.type('js').send(docsScript))
  app.use('/api/docs', express.static(swaggerUi, { index: false, maxAge: dayMs }))
  app.use('/maps', express.static(path.join(root, 'shared/maps'), { index: false }))
  app.use('/assets', express.static(path.join(root, 'client/dist/assets'), { immutable: true, maxAge: 365 * dayMs }))
  app.use(express.static(path.join(root, 'client/dist'), { maxAge: 0 }))
}

const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AI Village API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>`

// A file of its own, because the content security policy allows no script within a page.
const docsScript = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs' })`
