import { z } from 'zod'

type Operation = z.infer<typeof operationSchema> & { method: string; path: string }

/** The API as its OpenAPI document describes it, to hold answers against. */
export type DescribedApi = {
  operations: Operation[]
  /** What is wrong with the document: references into nothing, operations without a name. */
  faults: string[]
  /** Answers that `check` met and the document does not describe, or describes otherwise. */
  undescribed: Set<string>
  check(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): void
}

export function describedApi(document: unknown): DescribedApi {
  const { paths, components, openapi } = documentSchema.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
  )
  const undescribed = new Set<string>()
  return { operations, faults: faultsOf(), undescribed, check }

  function faultsOf(): string[] {
    const names = operations.map((operation) => operation.operationId)
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)]
    const dangling = references.map((match) => match[1]!).filter((name) => !(name in components.schemas))
    return [
      ...(openapi === '3.1.0' ? [] : [`openapi ${openapi}`]),
      ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} exists twice`),
      ...dangling.map((name) => `there is no schema ${name}`),
    ]
  }

  function check(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): void {
    const operation = operations.find((one) => one.method === method.toLowerCase() && matches(one.path, path))
    if (operation === undefined) return
    const what = `${operation.method} ${operation.path}: ${answer.status}`
    const response = operation.responses[String(answer.status)]
    if (response === undefined) return void undescribed.add(what)
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0]!
    const schema = response.content?.[type]?.schema
    if (schema === undefined) return void undescribed.add(`${what} as ${type}`)
    const result = schemaOf(schema).safeParse(answer.body)
    if (!result.success) undescribed.add(`${what}: ${z.prettifyError(result.error)}`)
    const { code } = answer.body as { code?: string }
    if (answer.status >= 400 && !response.description.split(', ').includes(code ?? ''))
      undescribed.add(`${what} ${code}`)
  }

  function schemaOf(schema: object): z.ZodType {
    const local = JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll(
      '#/components/schemas/',
      '#/$defs/',
    )
    return z.fromJSONSchema(JSON.parse(local) as never)
  }
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?', 1)[0]!)
}

const methods = ['get', 'post', 'patch', 'delete'] as const
const content = z.record(z.string(), z.object({ schema: z.looseObject({}) }))
const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(10),
  responses: z.record(z.string().regex(/^\d{3}$/), z.object({ description: z.string(), content: content.optional() })),
})
const documentSchema = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/api/'), z.partialRecord(z.enum(methods), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
})
