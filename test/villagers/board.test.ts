import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { newPostSchema } from '#messages/board'
import { boardBounds, usualPace } from '#villagers/board-bounds'
import { cast } from '#villagers/cast'
import { createChance } from '#villagers/chance'
import { isBarred, pickWeighted, weightOf, type Verdict } from '#villagers/favour'
import { ideaBehind, ideasOf } from '#villagers/ideas'
import { nameInMarkdown, plainText } from '#villagers/markdown'
import { decidePost, mayPost, type BoardSight, type PostBefore } from '#villagers/posting'
import { verdictOf, type Deserved } from '#villagers/purse'
import { answerPost, answerReply, concerns, isFitting } from '#villagers/replying'
import { knownIn } from '#villagers/scene'
import { nameOf, thanksInTown, thanksOnPost } from '#villagers/thanking'
import { topicOf } from '#villagers/words/topics'
import { sceneOf } from './scenes.ts'

const dayMs = 1_440_000
const now = 1_000_000_000
const names = cast.map(({ name }) => name)

function sight(changes: Partial<BoardSight> = {}): BoardSight {
  return { now, dayStartedAt: now - dayMs / 2, dayMs, own: [], cast: [], verdicts: [], ...changes }
}

function before(ageMs: number, changes: Partial<PostBefore> = {}): PostBefore {
  return { title: 'Before', tags: ['news', 'bread'], createdAt: now - ageMs, status: 'open', ...changes }
}

function verdict(kind: Verdict['kind'], ...tags: string[]): Verdict {
  return { kind, at: now - 1_000, tags }
}

/** How many of 400 days begin with a post of a tag. */
function daysWith(tag: string, name: string, verdicts: Verdict[]): number {
  const base = sceneOf(name)
  const days = Array.from({ length: 400 }, (_, day) => ({ ...base, moment: { ...base.moment, day } }))
  return days.filter((scene) => decidePost(scene, sight({ verdicts }))!.tags!.includes(tag)).length
}

describe('what villagers post', () => {
  for (const name of names) {
    it(`${name} has notes of at least three kinds, which the board takes and which are known again`, () => {
      const ideas = ideasOf(name)
      expect(new Set(ideas.map(({ kind }) => kind)).size).to.be.at.least(3)
      for (const idea of ideas) {
        const { title, body, kind, topic } = idea
        expect(topicOf(topic), title).not.to.equal(undefined)
        newPostSchema.parse({ title, body, tags: [kind, topic] })
        const pinned = { title: title.replace('{who}', 'Zara').replace('{noun}', 'the bread'), tags: [kind, topic] }
        expect(ideaBehind(name, pinned)?.title, title).to.equal(title)
      }
    })

    it(`${name} is helped by others only, and only what asks for something can be settled`, () => {
      for (const { kind, title, fits, glad, help } of ideasOf(name)) {
        expect(names, title).to.include.members(Object.keys(help))
        expect(Object.keys(help), title).not.to.include(name)
        expect(fits.length > 0, title).to.equal(kind !== 'news' && kind !== 'notice')
        expect(glad, title).to.include('{you}')
      }
    })

    it(`${name} always finds something that the board takes`, () => {
      const base = sceneOf(name)
      for (let day = 1; day < 40; day++) {
        const post = decidePost({ ...base, moment: { ...base.moment, day } }, sight())!
        expect(newPostSchema.parse(post).title).not.to.match(/[{}]/)
        expect(post.body).not.to.match(/[{}]/)
      }
    })
  }

  it('is the same for the same day and the same board', () => {
    const scene = sceneOf('Maren')
    expect(decidePost(scene, sight())).to.deep.equal(decidePost(sceneOf('Maren'), sight()))
  })

  it('is nothing of what it posted last', () => {
    for (let day = 1; day < 100; day++) {
      const base = sceneOf('Edith')
      const scene = { ...base, moment: { ...base.moment, day } }
      const first = decidePost(scene, sight())!
      const own = [before(1, { title: first.title, tags: first.tags! })]
      expect(decidePost(scene, sight({ own }))?.title).not.to.equal(first.title)
    }
  })

  it('tells what it did today, and welcomes who came today, once', () => {
    const scene = sceneOf('Ines')
    scene.memory.did('stamped eleven permits', 'notices', { ...scene.moment, day: scene.moment.day - 1 })
    scene.memory.see('Zara *the* [bold]', true, 'square', scene.moment)
    const titles = (own: PostBefore[]) =>
      new Set(
        Array.from({ length: 100 }, (_, at) => {
          const verdicts = [verdict('reward', 'notice'), verdict('reward', `${at}`)]
          const chance = [...own, before(1, { title: `${at}` })]
          return decidePost(scene, sight({ own: chance, verdicts }))?.title
        }),
      )
    const welcome = 'Entered into the register: Zara the bold'
    expect([...titles([])]).to.include(welcome)
    expect([...titles([before(1, { title: welcome })])]).not.to.include(welcome)
    const night = sceneOf('Dmitri')
    night.memory.did('lit all the lamps', 'lamps', night.moment)
    const reports = Array.from({ length: 100 }, (_, at) =>
      decidePost(night, sight({ own: [before(1, { title: `${at}` })] })),
    )
    expect(reports.some((post) => post!.body.includes('I have lit all the lamps'))).to.equal(true)
  })
})

describe('how often villagers post', () => {
  it('a villager: a few times a day, and not soon after its last post', () => {
    expect(mayPost(sight(), usualPace)).to.equal(true)
    expect(mayPost(sight({ own: [before(usualPace.ownGapMs - 1)] }), usualPace)).to.equal(false)
    expect(mayPost(sight({ own: [before(usualPace.ownGapMs)] }), usualPace)).to.equal(true)
    const today = Array.from({ length: boardBounds.postsPerDayMax }, () => before(usualPace.ownGapMs))
    expect(mayPost(sight({ own: today }), usualPace)).to.equal(false)
    expect(mayPost(sight({ own: today, dayStartedAt: now - 1 }), usualPace), 'another day').to.equal(true)
  })

  it('the cast: about once a minute on a new board, later once in five', () => {
    const few = [before(usualPace.newBoardGapMs)]
    expect(mayPost(sight({ cast: [before(usualPace.newBoardGapMs - 1)] }), usualPace)).to.equal(false)
    expect(mayPost(sight({ cast: few }), usualPace)).to.equal(true)
    const many = Array.from({ length: boardBounds.newBoardPostsMax }, () => few[0]!)
    expect(mayPost(sight({ cast: many }), usualPace)).to.equal(false)
    expect(mayPost(sight({ cast: many.map(() => before(usualPace.castGapMs)) }), usualPace)).to.equal(true)
  })

  it('keeps to the limits of the board, however short the days are', () => {
    const hour = 3_600_000
    expect(hour / usualPace.ownGapMs).to.be.below(limits.boardPostsPerHourMax)
    expect(usualPace.overdueMs).to.be.below(60_000)
  })
})

describe('what people thought of it', () => {
  it('a reward makes it more likely, a penalty less, within bounds', () => {
    expect(weightOf('bread', [])).to.equal(1)
    expect(weightOf('bread', [verdict('reward', 'news', 'bread')])).to.be.within(1.1, 2)
    expect(weightOf('bread', [verdict('penalty', 'news', 'bread')])).to.be.within(0.2, 0.9)
    expect(
      weightOf(
        'bread',
        Array.from({ length: 99 }, () => verdict('reward', 'bread')),
      ),
    ).to.be.at.most(3)
    expect(
      weightOf(
        'bread',
        Array.from({ length: 99 }, () => verdict('penalty', 'bread')),
      ),
    ).to.be.above(0)
    expect(weightOf('bread', [verdict('reward', 'roses')])).to.equal(1)
  })

  it('rewarded riddles come more often than others, though not alone', () => {
    const usual = daysWith('riddle', 'Maren', [])
    const liked = daysWith('riddle', 'Maren', [verdict('reward', 'riddle'), verdict('reward', 'riddle')])
    expect(liked)
      .to.be.above(usual * 1.3)
      .and.below(350)
  })

  it('a penalized kind does not come for a day, and then less than before', () => {
    const penalty = verdict('penalty', 'riddle')
    expect(daysWith('riddle', 'Edith', [penalty])).to.equal(0)
    expect(isBarred('riddle', [penalty], now, dayMs)).to.equal(true)
    expect(isBarred('riddle', [{ ...penalty, at: now - dayMs }], now, dayMs)).to.equal(false)
    const later = daysWith('riddle', 'Edith', [{ ...penalty, at: now - dayMs }])
    expect(later)
      .to.be.above(0)
      .and.below(daysWith('riddle', 'Edith', []))
    const all = ['request', 'riddle', 'news', 'offer', 'notice'].map((kind) => verdict('penalty', kind))
    expect(decidePost(sceneOf('Edith'), sight({ verdicts: all }))).to.equal(undefined)
  })

  it('is about the post, else about what the reason says, else about what was done then', () => {
    const known = knownIn(sceneOf('Bao'))
    const given = { kind: 'reward', at: now, postId: 'p', reason: 'for the roses' } as Deserved
    expect(verdictOf(given, [{ id: 'p', tags: ['news', 'coffee'] }], known, []).tags).to.deep.equal(['news', 'coffee'])
    expect(verdictOf({ ...given, postId: null }, [], known, ['cafe']).tags).to.deep.equal(['roses'])
    expect(verdictOf({ ...given, postId: null, reason: 'hm' }, [], known, ['cafe']).tags).to.deep.equal(['cafe'])
    expect(verdictOf({ ...given, reason: 'hm' }, [], known, ['cafe']).tags, 'another post').to.deep.equal([])
  })

  it('draws by weight, the same for the same seed', () => {
    const draws = (seed: string) => {
      const chance = createChance(seed)
      return Array.from({ length: 1_000 }, () => pickWeighted(chance, ['a', 'b'], (item) => (item === 'a' ? 3 : 1)))
    }
    expect(draws('one').filter((item) => item === 'a').length).to.be.within(680, 820)
    expect(draws('one')).to.deep.equal(draws('one'))
    expect(pickWeighted(createChance('none'), [], () => 1)).to.equal(undefined)
  })
})

describe('what villagers write back', () => {
  const idea = (name: string, begin: string) => ideasOf(name).find(({ title }) => title.startsWith(begin))!
  const flour = idea('Maren', 'Who has a sack')
  const oven = idea('Maren', 'A riddle from')

  const replies: [typeof flour, string, boolean][] = [
    [flour, 'I can bring two sacks of flour tomorrow.', true],
    [flour, 'There is *flour* at the mill, take it', true],
    [flour, 'Sorry, no flour here.', false],
    [flour, 'Which flour do you need?', false],
    [flour, 'I like your buns.', false],
    [oven, 'Dough?', true],
    [oven, 'Is it the sourdough, perhaps?', true],
    [oven, 'A doughnut', false],
    [oven, 'The moon!', false],
    [idea('Clara', 'Guess my apple'), 'I make it 140.', true],
    [idea('Clara', 'Guess my apple'), '1140', false],
    [idea('Farid', 'A sum'), '0.05, of course', true],
    [idea('Bao', 'News of'), 'me please', false],
  ]
  for (const [about, text, settles] of replies) {
    it(`“${text}” ${settles ? 'settles' : 'does not settle'} “${about.title}”`, () => {
      expect(isFitting(about, { text, ask: text.startsWith('Which') ? 'other' : undefined })).to.equal(settles)
      const answer = answerReply(sceneOf('Maren'), about, 'Mia', text)
      expect(answer.settles).to.equal(settles)
      expect(answer.text).not.to.equal('')
      if (settles) expect(answer.text).to.equal(about.glad.replace('{you}', 'Mia'))
    })
  }

  it('lets who guessed wrong guess again, and answers thanks and questions as in town', () => {
    expect(answerReply(sceneOf('Maren'), oven, 'Mia', 'The moon!').text).to.match(/guess|Sleep on it/)
    expect(answerReply(sceneOf('Maren'), oven, 'Mia', 'Thank you, Maren').text).to.match(/welcome|Gladly|time|nothing/)
    const { question, answers } = topicOf('bread')!.asks[0]!
    const { text } = answerReply(sceneOf('Maren'), flour, 'Mia', question)
    expect(
      answers.some((answer) => text.includes(answer)),
      text,
    ).to.equal(true)
  })

  it('answers what it is asked directly, and says so when a task is beyond it', () => {
    expect(answerPost(sceneOf('Bao'), 'Mia', 'The way. Where is the arena?').text).to.match(/arena/i)
    expect(answerPost(sceneOf('Ines'), 'Mia', 'Hello. Good morning!').text).to.include('Mia')
    const task = answerPost(sceneOf('Edith'), 'Mia', 'Translate this. Turn these forty words into Latin, please')
    expect(task.text)
      .to.match(/beyond|cannot/)
      .and.include('the books')
      .and.include('Mia')
  })

  it('knows which posts of others are its own to answer', () => {
    const kaya = sceneOf('Kaya')
    expect(concerns(kaya, 'Mia', 'Kaya, may I ask you something?')).to.equal('named')
    expect(concerns(kaya, 'Mia', 'What helps against greenfly on roses?')).to.equal('known')
    expect(concerns(kaya, 'Mia', 'Who repairs clocks?')).to.equal(undefined)
  })

  it('reads long and wild Markdown in no time, and names nobody into markup', () => {
    const startedAt = performance.now()
    for (const text of ['#'.repeat(20_000), '[a]('.repeat(5_000), 'Maren '.repeat(3_300), 'I have ed'.repeat(2_000)])
      expect(answerReply(sceneOf('Maren'), flour, 'Mia', text).text).not.to.equal('')
    expect(performance.now() - startedAt).to.be.below(2_000)
    expect(plainText('**Hi** [you](x)\n\n> `yes`')).to.equal('Hi you (x) yes')
    expect(nameInMarkdown('[x](http://evil.example) @all')).to.equal('\\[x\\]\\(http\\:\\/\\/evil\\.example\\) \\@all')
  })

  it('thanks and apologises by name, with what for and how much', () => {
    for (let seed = 0; seed < 20; seed++) {
      const scene = { ...sceneOf('Edith'), chance: createChance(`${seed}`) }
      const given = { kind: 'reward', amount: '2.5', from: 'Mia' } as const
      const line = thanksInTown(scene, given, nameOf(idea('Edith', 'Riddle of the day')))!.text
      expect(line)
        .to.match(/thank/i)
        .and.include('Mia')
        .and.include('the riddle')
        .and.match(/2\.5 aiDollars/)
      const penalty = { kind: 'penalty', amount: '-1' } as const
      const sorry = thanksOnPost(scene, penalty, 'Mia', 'the riddle')
      expect(sorry)
        .to.match(/sorry|apolog/i)
        .and.include('Mia')
        .and.match(/\b1 aiDollar\b/)
      expect(thanksInTown(scene, { ...given, from: 'M'.repeat(500) }, 'what I do')).not.to.equal(undefined)
    }
  })
})
