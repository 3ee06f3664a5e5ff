import { expect } from 'chai'
import { cast } from '#villagers/cast'
import { answersTo, type Meaning } from '#villagers/understand'
import { phrases } from '#villagers/words/phrases'
import { topics } from '#villagers/words/topics'
import { fill } from '#villagers/line'
import { meaningOf, sceneOf } from './scenes.ts'

const bystander = sceneOf('Kaya')
const read = (text: string): Meaning => meaningOf(bystander, text)
const values = {
  you: 'Kaya',
  me: 'Bao',
  trade: 'the café keeper',
  part: 'morning',
  clock: '09:12',
  here: 'on the square',
}

describe('understanding a line', () => {
  const addressed: [string, string | undefined][] = [
    ['Kaya, where is the bank?', 'Kaya'],
    ['Good morning, Kaya!', 'Kaya'],
    ['Hello Kaya', 'Kaya'],
    ['How are you, Kaya?', 'Kaya'],
    ['Kaya can you tell me the way?', 'Kaya'],
    ['@Kaya hi', 'Kaya'],
    ['Kaya told me about the roses this morning.', undefined],
    ['I saw Kaya by the pond just now.', undefined],
    ['That is Kaya’s rose.', undefined],
    ['Where is everyone?', undefined],
  ]
  for (const [text, to] of addressed) {
    it(`"${text}" is meant for ${to ?? 'nobody by name'}`, () => expect(read(text).to).to.equal(to))
  }

  const questions: [string, Meaning['ask']][] = [
    ['Where is the bank?', 'way'],
    ['How do I get to the town hall?', 'way'],
    ['What are you doing?', 'doing'],
    ['Have you seen Leo today?', 'seen'],
    ['Where is Leo?', 'seen'],
    ['What time is it?', 'time'],
    ['Who are you?', 'who'],
    ['How are you this morning?', 'well'],
    ['Where are you off to later?', 'next'],
    ['What can I do here?', 'tips'],
    ['May I join you?', 'join'],
    ['Busy, Kaya? It looks like the roses again.', 'doing'],
    ['Busy at the café?', 'topic'],
    ['Have you met Zara yet?', 'met'],
    ['Turn around: there is Jonah. Have you seen Farid today?', 'seen'],
    ['Did the bread turn out?', 'topic'],
    ['What do you make of dragons?', 'other'],
    ['Raked the sand? I wish I could say the same.', undefined],
    ['Watered the flowers in your yard? Nobody does that like you.', undefined],
    ['Leo? I saw Leo by the pond.', undefined],
    ['The chess? Then I am in.', 'join'],
    ['I like it here.', undefined],
  ]
  for (const [text, ask] of questions) {
    it(`"${text}" asks for ${ask ?? 'nothing'}`, () => expect(read(text).ask).to.equal(ask))
  }

  it('tells greetings and farewells of strangers from other lines', () => {
    for (const text of ['Hello!', 'Hi there', 'Good evening everyone', 'Hey Kaya!', 'Good to meet you, Kaya!'])
      expect(read(text), text).to.include({ greets: true, leaves: false })
    for (const text of ['See you later!', 'Bye, Kaya.', 'Good night, all.', 'I must go. Take care!'])
      expect(read(text), text).to.include({ greets: false, leaves: true })
    for (const text of ['Take care of the roses, please.', 'I see your point.', 'The goods are here.'])
      expect(read(text), text).to.include({ greets: false, leaves: false })
  })

  it('knows every greeting of the cast as a greeting that asks nothing', () => {
    for (const template of [...cast.flatMap(({ voice }) => voice.greetings), ...phrases.greet, ...phrases.greetAgain]) {
      const meaning = read(fill(template, values)!)
      expect(meaning, template).to.include({ greets: true, ask: undefined, leaves: false })
    }
  })

  it('knows every farewell of the cast as a farewell', () => {
    for (const template of [...cast.flatMap(({ voice }) => voice.farewells), ...phrases.leave, ...phrases.bye])
      expect(read(fill(template, values)!).leaves, template).to.equal(true)
    for (const template of phrases.leaveFor)
      expect(read(fill(template, { ...values, will: 'knead the rye' })!).leaves, template).to.equal(true)
  })

  it('knows what the lines of a topic are about, and which answers fit a question', () => {
    for (const topic of topics) {
      for (const line of [...topic.news, ...topic.views]) expect(read(line).topic, line).to.equal(topic.id)
      for (const { question, answers } of topic.asks) {
        expect(read(question), question).to.include({ topic: topic.id, ask: 'topic' })
        expect(answersTo(question, topic.id), question).to.deep.equal(answers)
      }
    }
  })

  it('takes what is asked from the question, not from what is said before it', () => {
    const { names } = read('Turn around: there is Jonah. Have you seen Farid today, Kaya?')
    expect(names).to.deep.equal(['Farid'])
  })

  it('learns what someone has done', () => {
    expect(read('You find me content: I have kneaded the rye.').did).to.equal('kneaded the rye')
    expect(read('I have invented a flying bicycle, Kaya.').did).to.equal('invented a flying bicycle')
    expect(read('I have no idea.').did).to.equal(undefined)
  })
})
