import { expect } from 'chai'
import fc from 'fast-check'
import { limits } from '#kernel/limits'
import { createRenderer, renderMarkdown, type Renderer } from '#domain/board'

const link = '<a rel="nofollow noopener ugc" target="_blank" href='

// Each tries to bring a script, a handler, a picture or a dangerous address into the page.
const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>@import "https://evil.example"</style>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo 1 ?>',
  '<ScRiPt >alert(1)</sCrIpT>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](blob:https://a.example/1)',
  '[x](//evil.example)',
  '[x](/api/auth/sign-out)',
  '[x](#reset-password=1)',
  '[x](http:evil)',
  '[x](irc://evil.example)',
  '[x](https://a.example "onmouseover=alert(1)")',
  '[x](https://a.example/"onmouseover="alert(1))',
  '[x](<https://a.example/" onclick="alert(1)>)',
  "[x](https://a.example/'onclick='alert(1))",
  '![x](javascript:alert(1))',
  '![x" onerror="alert(1)](https://a.example/x.png)',
  '![x](https://a.example/x.png" onerror="alert(1))',
  '![<img src=x onerror=alert(1)>](https://a.example/x.png)',
  '[![x](javascript:alert(1))](javascript:alert(2))',
  '<javascript:alert(1)>',
  '<https://a.example/"onclick="alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '```"><script>alert(1)</script>\nx\n```',
  '``` js" onclick="alert(1)\nx\n```',
  '`<script>alert(1)</script>`',
  '| <script>alert(1)</script> |\n| --- |\n| <img src=x onerror=alert(1)> |',
  '- [x] <input onfocus=alert(1) autofocus>',
  '# <svg onload=alert(1)> #',
  'https://a.example/<script>alert(1)</script>',
  'www.a.example/"onclick="alert(1)',
  'a@b.example"onclick="alert(1)',
  '[^1]\n\n[^1]: <script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\\<script>alert(1)\\</script>',
  '</pre></p></div><script>alert(1)</script>',
  '<x style="position:fixed;inset:0">',
  '<form action="https://evil.example"><input name=password>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content=0>',
  '<plaintext>',
]

const allowed =
  /^<(?:\/?(?:p|h[3-6]|em|strong|del|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td)|[hb]r \/|\/a|code class="language-[^"<>]*"|ol start="\d+"|t[hd] align="(?:left|right|center)"|a rel="nofollow noopener ugc" target="_blank" href="(?:https?:\/\/|mailto:)[^"<>]*")>$/i

describe('the board: Markdown', () => {
  let renderer: Renderer
  before(() => (renderer = createRenderer()))
  after(() => renderer.stop())

  for (const attack of attacks) {
    it(`B7 makes nothing dangerous of ${JSON.stringify(attack)}`, () => expectTame(renderMarkdown(attack).html))
  }

  it('B7 makes nothing dangerous of anything', () => {
    const pieces = [
      ...attacks,
      '*',
      '_',
      '`',
      '[',
      '](',
      ')',
      '<',
      '>',
      '"',
      "'",
      '!',
      '|',
      '\n',
      '    ',
      '- ',
      '~~',
      '&',
      '\\',
    ]
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 12 })
    fc.assert(
      fc.property(text, (parts) => expectTame(renderMarkdown(parts.join('')).html)),
      { numRuns: 2_000 },
    )
  })

  for (const [text, html] of [
    ['**a** *b* ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
    ['# a', '<h3>a</h3>'],
    ['###### a', '<h6>a</h6>'],
    ['<b>a</b>', '<p>&lt;b&gt;a&lt;/b&gt;</p>'],
    ['[a](https://b.example/?c=1&d=2)', `<p>${link}"https://b.example/?c=1&amp;d=2">a</a></p>`],
    ['[a](mailto:b@c.example)', `<p>${link}"mailto:b@c.example">a</a></p>`],
    ['[*a*](javascript:b)', '<p><em>a</em></p>'],
    ['![a](https://b.example/c.png)', `<p>${link}"https://b.example/c.png">a</a></p>`],
    ['![](https://b.example/c.png)', `<p>${link}"https://b.example/c.png">https://b.example/c.png</a></p>`],
    ['![a](c.png)', '<p>a</p>'],
    ['[![a](https://b.example/c.png)](https://d.example)', `<p>${link}"https://d.example">a</a></p>`],
    ['www.a.example', `<p>${link}"http://www.a.example">www.a.example</a></p>`],
    ['- [ ] a\n- [x] b', '<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>'],
    ['```js\na\n```', '<pre><code class="language-js">a\n</code></pre>'],
  ] as const) {
    it(`B7 shows ${JSON.stringify(text)}`, () => expect(renderMarkdown(text).html).to.equal(html))
  }

  for (const [text, excerpt] of [
    ['# Hello\n\n**you**, *and* `all`', 'Hello you, and all'],
    ['a <b> & "c"', 'a <b> & "c"'],
    ['[a](https://b.example) ![c](https://d.example)', 'a c'],
    ['😀'.repeat(200), `${'😀'.repeat(139)}…`],
    ['a'.repeat(300), `${'a'.repeat(279)}…`],
  ] as const) {
    it(`begins ${JSON.stringify(text.slice(0, 50))} as plain text`, () => {
      expect(renderMarkdown(text).excerpt).to.equal(excerpt)
      expect(excerpt.isWellFormed()).to.equal(true)
    })
  }

  for (const [what, text] of [
    ['too deep', `${'> '.repeat(limits.boardNestingMax + 1)}a`],
    ['too long', `${'>'.repeat(30)}a\n\n`.repeat(400)],
  ] as const) {
    it(`B8 shows as it was written what is ${what}`, () => {
      const escaped = text.replaceAll('>', '&gt;')
      expect(renderMarkdown(text).html).to.equal(`<pre>${escaped}</pre>`)
    })
  }

  it('B8 shows as it was written what takes long, and goes on with the next', async () => {
    const slow = '*_'.repeat(limits.boardBodyCharsMax / 2)
    let longestMs = 0
    let last = performance.now()
    const watching = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }, 10)
    const [plain, next] = await Promise.all([renderer.render(slow), renderer.render('*next*')])
    clearInterval(watching)
    expect(plain.html).to.equal(`<pre>${slow}</pre>`)
    expect(next.html).to.equal('<p><em>next</em></p>')
    expect(longestMs, 'nothing else waited').to.be.below(500)
  })
})

function expectTame(html: string): void {
  const bad = (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !allowed.test(tag))
  expect(bad, html).to.deep.equal([])
}
