import { AnimatedSprite, Container, Text } from 'pixi.js'
import { drawSheet, type Sheet } from './sheet.ts'

export type World = { agents: Agent[] }
type Agent = { id: string; name: string; look: number; x: number; y: number; facing: keyof Sheet; doing: string }
type Point = { x: number; y: number }
type Person = { box: Container; sprite: AnimatedSprite; sheet: Sheet; shown: string; from: Point; to: Point }

const heardEveryMs = 100
const looks = 8

/** Everyone as an animated sprite with a name below, moved between the last two positions that were heard. */
export function createPeople(parent: Container, tilePixels: number) {
  const sheets = Array.from({ length: looks }, (_, look) => drawSheet(look / looks))
  const people = new Map<string, Person>()
  let heardAt = 0
  return { hear, draw }

  function hear({ agents }: World, now: number): void {
    heardAt = now
    for (const agent of agents) {
      const person = people.get(agent.id) ?? addPerson(agent)
      person.from = { x: person.box.x, y: person.box.y }
      person.to = feetOf(agent)
      animate(person, agent)
    }
  }

  function draw(now: number): void {
    const part = Math.min(1, (now - heardAt) / heardEveryMs)
    for (const { box, from, to } of people.values()) {
      box.position.set(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
    }
  }

  function addPerson(agent: Agent): Person {
    const sheet = sheets[agent.look % looks]!
    const sprite = new AnimatedSprite({ textures: sheet.south, animationSpeed: 0.12, anchor: { x: 0.5, y: 1 } })
    const style = { fontFamily: 'sans-serif', fontSize: 10, fill: '#ffffff', stroke: { color: '#000000', width: 2 } }
    const name = new Text({ text: agent.name, style, anchor: { x: 0.5, y: 0 } })
    const box = new Container()
    const at = feetOf(agent)
    box.position.set(at.x, at.y)
    box.addChild(sprite, name)
    parent.addChild(box)
    const person = { box, sprite, sheet, shown: '', from: at, to: at }
    people.set(agent.id, person)
    return person
  }

  function feetOf({ x, y }: Agent): Point {
    return { x: (x + 0.5) * tilePixels, y: (y + 1) * tilePixels - 3 }
  }
}

function animate(person: Person, { facing, doing }: Agent): void {
  const shown = `${facing} ${doing}`
  if (shown === person.shown) return
  person.shown = shown
  person.sprite.textures = person.sheet[facing]
  if (doing === 'walking') person.sprite.play()
  else person.sprite.gotoAndStop(0)
}
