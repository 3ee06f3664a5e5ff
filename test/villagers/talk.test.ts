import { expect } from 'chai'
import { createChance } from '#villagers/chance'
import { decideMeeting, isAsleep, isFree } from '#villagers/meeting'
import { createTalk } from '#villagers/talk'
import { agentNamed, meaningOf, midday, sceneOf } from './scenes.ts'

const scene = sceneOf('Kaya')
const startedAt = 1_000_000

function talkWith(...others: string[]) {
  const talk = createTalk('one', 'Kaya', createChance('talk'), startedAt)
  talk.setOthers(others)
  return talk
}

function line(from: string, text: string) {
  return { from, meaning: meaningOf(scene, text, from) }
}

describe('a talk', () => {
  it('answers a line of the only other after a while, not at once', () => {
    const talk = talkWith('Bao')
    talk.hear(line('Bao', 'How are you, Kaya?'), startedAt)
    expect(talk.due(startedAt + 1_000)).to.equal(undefined)
    expect(talk.due(startedAt + 6_000)?.from).to.equal('Bao')
    talk.spoke(startedAt + 6_000)
    expect(talk.due(startedAt + 60_000)).to.equal(undefined)
  })

  it('leaves a line to the one it is meant for', () => {
    const talk = talkWith('Bao', 'Leo')
    talk.hear(line('Bao', 'How are you, Leo?'), startedAt)
    expect(talk.due(startedAt + 60_000)).to.equal(undefined)
  })

  it('keeps a line meant for this member when others go on', () => {
    const talk = talkWith('Bao', 'Leo')
    talk.hear(line('Bao', 'How are you, Kaya?'), startedAt)
    talk.hear(line('Leo', 'The stars were out, Bao.'), startedAt + 500)
    expect(talk.due(startedAt + 60_000)?.from).to.equal('Bao')
  })

  it('wishes each farewell once, so that farewells come to an end', () => {
    const talk = talkWith('Bao', 'Leo')
    talk.hear(line('Bao', 'See you, Kaya.'), startedAt)
    expect(talk.due(startedAt + 60_000)?.from).to.equal('Bao')
    talk.spoke(startedAt + 60_000)
    talk.hear(line('Bao', 'Bye, Kaya.'), startedAt + 61_000)
    talk.hear(line('Leo', 'Bye, Bao.'), startedAt + 62_000)
    expect(talk.due(startedAt + 120_000)).to.equal(undefined)
  })

  it('wants to say two to four lines, and after a minute and a half no more than one', () => {
    for (let seed = 0; seed < 50; seed++) {
      const talk = createTalk('one', 'Kaya', createChance(`${seed}`), startedAt)
      expect(talk.left(startedAt)).to.be.within(2, 4)
      expect(talk.left(startedAt + 100_000)).to.equal(1)
    }
  })

  it('does not talk on when nobody answers', () => {
    const talk = talkWith('Bao')
    talk.spoke(startedAt)
    expect(talk.left(startedAt + 15_000)).to.equal(1)
    talk.hear(line('Bao', 'Good morning, Kaya!'), startedAt + 16_000)
    expect(talk.left(startedAt + 17_000)).to.be.within(1, 3)
  })

  it('notices a silence', () => {
    const talk = talkWith('Bao')
    expect(talk.isSilent(startedAt + 5_000)).to.equal(false)
    expect(talk.isSilent(startedAt + 15_000)).to.equal(true)
  })
})

describe('meeting others', () => {
  const atLeisure = { isWalking: false, isSociable: true }

  function kindsMet(near: ReturnType<typeof agentNamed>[], mood = atLeisure): Set<string> {
    const chance = createChance('meetings')
    const kinds = Array.from(
      { length: 300 },
      () => decideMeeting({ ...scene, chance, near }, near, mood)?.kind ?? 'nobody',
    )
    return new Set(kinds)
  }

  it('walks up to a friend who is free, now and then', () => {
    expect(kindsMet([agentNamed('Leo')])).to.have.all.keys('nobody', 'approach')
  })

  it('does not approach who talks, walks, sleeps or is elsewhere', () => {
    const friend = (changes: Parameters<typeof agentNamed>[1]) => kindsMet([agentNamed('Leo', changes)])
    expect(friend({ conversation: 'c' })).not.to.include('approach')
    expect(friend({ doing: 'quarantined', standing: 'quarantined' })).not.to.include('approach')
    expect(friend({ doing: 'working', doingWhat: 'sleeps soundly' })).not.to.include('approach')
    expect(kindsMet([{ ...agentNamed('Leo', { place: 'market' }), distance: 6 }])).not.to.include('approach')
  })

  it('joins friends who talk with each other', () => {
    const near = [agentNamed('Leo', { conversation: 'c' }), agentNamed('Maren', { conversation: 'c' })]
    expect(kindsMet(near)).to.include('join')
  })

  it('greets a newcomer as the nearest villager, once', () => {
    const newcomer = { ...agentNamed('Zara'), distance: 3, x: 37 }
    expect(kindsMet([newcomer])).to.include('welcome')
    expect(kindsMet([newcomer, agentNamed('Leo', { x: 36 })])).not.to.include('welcome')
    const met = sceneOf('Kaya')
    met.memory.greet('Zara', met.moment.at)
    expect(decideMeeting({ ...met, near: [newcomer] }, [newcomer], { isWalking: false, isSociable: false })).to.equal(
      undefined,
    )
  })

  it('knows when neighbours sleep', () => {
    expect(isAsleep(agentNamed('Maren', { place: 'home-1' }), 60)).to.equal(true)
    expect(isAsleep(agentNamed('Maren', { place: 'home-1' }), midday)).to.equal(false)
    expect(isAsleep(agentNamed('Maren', { place: 'cafe' }), 60)).to.equal(false)
    expect(isFree(agentNamed('Dmitri', { place: 'home-4' }), 9 * 60)).to.equal(false)
  })
})
