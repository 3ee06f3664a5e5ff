import { expect } from 'chai'
import { limits } from '#kernel/limits'
import { cast } from '#villagers/cast'
import { createChance } from '#villagers/chance'
import type { Line } from '#villagers/line'
import { freshMs } from '#villagers/memory'
import type { Scene } from '#villagers/scene'
import * as smallTalk from '#villagers/small-talk'
import { topicOf } from '#villagers/words/topics'
import { withRandom } from '#test/support/random'
import { agentNamed, later, meaningOf, sceneOf } from './scenes.ts'

function replyTo(scene: Scene, text: string, from = 'Zara', left = 1): string {
  return smallTalk.reply(scene, from, meaningOf(scene, text, from), { left, others: [from] })?.text ?? ''
}

describe('small talk', () => {
  it('answers where a place is with the way from here', () => {
    expect(replyTo(sceneOf('Bao'), 'Where is the arena?'))
      .to.match(/arena/i)
      .and.to.match(/to the north-east|to the east/)
    expect(replyTo(sceneOf('Bao'), 'Where is the square?')).to.match(/right there|This is it/)
  })

  it('answers the time, its name and what it does from what is so', () => {
    expect(replyTo(sceneOf('Bao', {}, 9 * 60 + 5), 'What time is it?')).to.include('09:05')
    expect(replyTo(sceneOf('Bao'), 'Who are you?'))
      .to.include('Bao')
      .and.to.include('café keeper')
    const scene = sceneOf('Kaya')
    expect(replyTo(scene, 'What are you doing?')).to.include(scene.stop.task.will)
  })

  it('tells what it has just done, once', () => {
    const scene = sceneOf('Kaya')
    scene.memory.did('pruned the roses', 'roses', scene.moment)
    const line = smallTalk.reply(scene, 'Zara', meaningOf(scene, 'What are you up to?'), { left: 1, others: [] })!
    expect(line.text).to.include('pruned the roses')
    scene.memory.said(line.parts, scene.moment.at)
    expect(replyTo(later(scene, 5_000), 'What are you doing?')).not.to.include('pruned the roses')
  })

  it('has seen only whom it has seen', () => {
    const scene = sceneOf('Kaya')
    expect(replyTo(scene, 'Have you seen Leo today?')).to.match(/not|Not|No|Perhaps/)
    scene.memory.see('Leo', false, 'pond', scene.moment)
    expect(replyTo(later(scene, 60_000), 'Have you seen Leo today?')).to.include('by the pond')
    const together = { ...scene, near: [agentNamed('Leo')] }
    expect(replyTo(together, 'Where is Leo?')).to.match(/over there|behind you|Turn around/)
  })

  it('answers a question about its own trade with an answer to that very question', () => {
    const { asks } = topicOf('bread')!
    for (const { question, answers } of asks) {
      const text = replyTo(sceneOf('Maren'), question)
      expect(
        answers.some((answer) => text.includes(answer)),
        `${question} ${text}`,
      ).to.equal(true)
    }
  })

  it('comes back to what it was told earlier, and remembers that they met', () => {
    const scene = sceneOf('Kaya', {}, 600)
    const told = meaningOf(scene, 'The rye has risen twice today and still wants more.', 'Maren')
    scene.memory.hear('Maren', told, true, scene.moment)
    scene.memory.talk('Maren', 'square', scene.moment)
    const line = smallTalk.open(later(scene, 5 * 60_000), 'Maren')!
    const { asks } = topicOf('bread')!
    expect(asks.some(({ question }) => line.text.includes(question))).to.equal(true)
    expect(line.text).to.match(/again|once more|met/i)
  })

  it('takes up what the other has done', () => {
    for (const name of ['Kaya', 'Hugo', 'Greta']) {
      expect(replyTo(sceneOf(name), 'I have just swept my doorstep.', 'Bao')).to.match(/swept your doorstep/i)
    }
  })

  it('passes on only what it heard itself', () => {
    const scene = sceneOf('Clara')
    const lines = Array.from({ length: 60 }, (_, at) => {
      const apart = sceneOf('Clara', { chance: createChance(`${at}`) })
      return smallTalk.breakSilence(apart, 'Bao', { left: 3, others: ['Bao'] })!.text
    })
    expect(lines.join(' ')).not.to.match(/told me about|full of talk|I hear\b/)
    scene.memory.hear('Leo', meaningOf(scene, 'I have just ground a new lens.', 'Leo'), true, scene.moment)
    const gossip = Array.from({ length: 60 }, (_, at) => {
      const apart = later({ ...scene, chance: createChance(`${at}`) }, 120_000)
      return smallTalk.breakSilence(apart, 'Bao', { left: 3, others: ['Bao'] })!.text
    })
    expect(gossip.some((text) => text.includes('Leo') && text.includes('ground a new lens'))).to.equal(true)
  })

  it('comes back to a word of a stranger that it knows nothing about', () => {
    const texts = Array.from({ length: 20 }, (_, at) => {
      const scene = sceneOf('Hugo', { chance: createChance(`${at}`) })
      scene.memory.see('Zara', true, 'square', scene.moment)
      return replyTo(scene, 'My dragons prefer quantum turnips, Hugo.')
    })
    expect(texts.some((text) => /“(dragons|quantum|turnips|prefer)”/.test(text))).to.equal(true)
  })

  it('wishes farewell to whoever takes leave, and no more', () => {
    const scene = sceneOf('Ines')
    const line = smallTalk.reply(scene, 'Bao', meaningOf(scene, 'Time to grind the coffee. Be well, Ines.', 'Bao'), {
      left: 3,
      others: ['Bao'],
    })!
    expect(line.leaves).to.equal(true)
    expect(line.asks).to.equal(false)
  })

  it('calls someone by name once in a line', () =>
    withRandom((random) => {
      for (let round = 0; round < 200; round++) {
        const scene = sceneOf('Bao', { chance: () => random.next() })
        const text = smallTalk.open(scene, 'Clara')?.text ?? ''
        expect(text.split('Clara').length - 1, text).to.be.at.most(1)
      }
    }))
})

describe('hours of small talk', () => {
  // Two villagers talk without pause, and each hears only what the other says.
  function* talkOf(
    seed: string,
    names: readonly [string, string],
    lines: number,
  ): Generator<{ who: string; line: Line; at: number }> {
    let scenes = names.map((name) => sceneOf(name, { chance: createChance(`${seed} ${name}`) }, 300))
    let heard: { from: string; text: string } | undefined
    for (let turn = 0; turn < lines; turn++) {
      const [you] = names.filter((_, at) => at !== turn % 2)
      const scene = scenes[turn % 2]!
      const left = turn % 14 < 12 ? 3 : 1
      const meaning = heard === undefined ? undefined : meaningOf(scene, heard.text, you)
      if (meaning !== undefined) scene.memory.hear(you!, meaning, true, scene.moment)
      const line =
        meaning === undefined || (meaning.leaves && turn % 14 < 2)
          ? smallTalk.open(scene, you!)
          : smallTalk.reply(scene, you!, meaning, { left, others: [you!] })
      if (line !== undefined) {
        scene.memory.said(line.parts, scene.moment.at)
        scene.memory.talk(you!, scene.place, scene.moment)
        heard = { from: scene.me.name, text: line.text }
        yield { who: scene.me.name, line, at: scene.moment.at }
      }
      scenes = scenes.map((old) => later(old, 5_000))
    }
  }

  const pairs = cast.flatMap((profile) => profile.friends.slice(0, 2).map((friend) => [profile.name, friend] as const))

  it('never exceeds the length of a say, and leaves no place of a template open', () => {
    for (const pair of pairs) {
      for (const { line } of talkOf('length', pair, 60)) {
        expect(line.text.length, line.text).to.be.within(1, limits.sayCharsMax)
        expect(line.text).not.to.match(/[{}]|undefined|\bnull\b/)
      }
    }
  })

  it('repeats no line within ten minutes', () => {
    for (const pair of pairs) {
      const said = new Map<string, number>()
      for (const { who, line, at } of talkOf('repeats', pair, 120)) {
        const before = said.get(`${who}: ${line.text}`)
        expect(before === undefined || at - before >= freshMs, `${who}: ${line.text}`).to.equal(true)
        said.set(`${who}: ${line.text}`, at)
      }
    }
  })

  it('does not parrot what the other has just said', () => {
    for (const pair of pairs.slice(0, 12)) {
      let last = ''
      for (const { line } of talkOf('parrots', pair, 60)) {
        expect(line.text).not.to.equal(last)
        last = line.text
      }
    }
  })
})

describe('every line that is written down', () => {
  it('is short enough to be said and thought', () => {
    for (const { voice } of cast) {
      for (const line of Object.values(voice).flat()) expect(line.length, line).to.be.within(1, limits.sayCharsMax - 80)
    }
  })
})
