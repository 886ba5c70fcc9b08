import { describe, expect, test } from 'vitest'
import { DoorRules } from '#domain/door-rules.ts'
import { doorRulesOf, LocalTime, PetitionSettings, TimeZone } from '#domain/petition.ts'
import { issuesOf } from './issues.ts'

const settings = {
  title: 'Keep Dagenham’s police counter open',
  request: 'We ask the Mayor to keep the counter open.',
  background: '',
  recipient: 'Mayor’s Office for Policing and Crime',
  profile: 'uk-gla-mopac',
  language: 'en',
  connections: ['live', 'work'],
  timeZone: 'Europe/London',
  returnBy: '2017-09-21T18:00',
  recipientDeadline: '2017-10-06T17:00',
  controller: { name: 'Dagenham Neighbours', address: '1001 Reede Road', email: '', phone: '' },
  lawfulBasis: 'consent',
  retainUntil: '2018-04-06',
  privacyNotice: 'Your name and address are handed over.',
  contact: 'Write to hello@example.org',
}
const issues = (changes: object) => issuesOf(PetitionSettings, { ...settings, ...changes })

describe('the settings of a petition', () => {
  test('may be these', () => {
    expect(PetitionSettings.parse(settings)).toMatchObject(settings)
  })

  test('name each required text that is missing', () => {
    const blank = { title: ' ', request: '', recipient: '', privacyNotice: '', contact: '' }
    expect(issues(blank)).toEqual([
      'title: title-missing',
      'request: request-missing',
      'recipient: recipient-missing',
      'privacyNotice: privacy-notice-missing',
      'contact: contact-missing',
    ])
    expect(issues({ controller: { name: '', address: '', email: '', phone: '' } })).toEqual([
      'controller: name: controller-name-missing',
      'controller: address: controller-address-missing',
    ])
  })

  test('hold texts of at most 80, 300 and 800 characters, as Parliament does', () => {
    const long = { title: 'x'.repeat(81), request: 'x'.repeat(301), background: 'x'.repeat(801) }
    expect(issues(long)).toEqual([
      'title: text-too-long',
      'request: text-too-long',
      'background: text-too-long',
    ])
  })

  test('want packs back by the deadline, not after it', () => {
    expect(issues({ returnBy: '2017-10-06T17:00' })).toEqual([])
    expect(issues({ returnBy: '2017-10-06T17:01' })).toEqual(['returnBy: return-by-after-deadline'])
  })

  test('say only that a time is missing where it is', () => {
    expect(issues({ returnBy: '' })).toEqual(['returnBy: time-missing'])
    expect(issues({ recipientDeadline: '' })).toEqual(['recipientDeadline: time-missing'])
  })

  test('keep the names until the deadline at least', () => {
    expect(issues({ retainUntil: '2017-10-06' })).toEqual([])
    expect(issues({ retainUntil: '2017-10-05' })).toEqual(['retainUntil: retain-until-before-deadline'])
    expect(issues({ retainUntil: '' })).toEqual(['retainUntil: date-missing'])
  })

  test('let sign only whom the recipient accepts, and somebody', () => {
    expect(issues({ connections: [] })).toEqual(['connections: connections-missing'])
    expect(issues({ connections: ['live', 'direct-connection'] })).toEqual([
      'connections: connection-not-accepted',
    ])
    expect(issues({ connections: ['live', 'direct-connection'], profile: 'informal' })).toEqual([])
  })

  test('ask the controller for an e-mail address or a phone number that could be one', () => {
    const controller = { ...settings.controller, email: 'hello@example', phone: '12' }
    expect(issues({ controller })).toHaveLength(2)
    expect(
      issues({ controller: { ...controller, email: 'hello@example.org', phone: '01632 960000' } }),
    ).toEqual([])
  })
})

describe('the rules at the door', () => {
  const rules = (changes: object = {}) => DoorRules.parse(PetitionSettings.parse({ ...settings, ...changes }))

  test('S7 settings that were saved before there were any have the usual ones', () => {
    expect(rules()).toEqual({
      script: '',
      questions: [],
      outcomes: ['cannot-get-in', 'already-signed', 'not-eligible', 'language', 'no-such-door', 'sticker'],
      stickers: 'walk-past',
      zoneNote: '',
      hours: { from: '10:00', to: '20:00', sundayFrom: '11:00' },
      minimumAge: null,
    })
  })

  test('take a question only with its answer, and at most twenty', () => {
    const asked = { question: 'Who gets my name?', answer: 'The council.' }
    expect(rules({ questions: [asked] }).questions).toEqual([asked])
    expect(issues({ questions: [asked, { question: ' ', answer: '' }] })).toEqual([
      'questions: 1: question: question-missing',
      'questions: 1: answer: answer-missing',
    ])
    expect(issues({ questions: Array(20).fill(asked) })).toEqual([])
    expect(issues({ questions: Array(21).fill(asked) })).toEqual(['questions: too-many-questions'])
  })

  test('take a script of 1,200 characters and a note on zones of 200', () => {
    expect(issues({ script: 'x'.repeat(1200), zoneNote: 'x'.repeat(200) })).toEqual([])
    expect(issues({ script: 'x'.repeat(1201), zoneNote: 'x'.repeat(201) })).toEqual([
      'script: text-too-long',
      'zoneNote: text-too-long',
    ])
  })

  test('end each day after it begins, Sunday too', () => {
    const hours = { from: '10:00', to: '20:00', sundayFrom: '11:00' }
    expect(issues({ hours: { ...hours, to: '10:30' } })).toEqual(['hours: sundayFrom: hours-end-first'])
    expect(issues({ hours: { ...hours, from: '20:00' } })).toEqual(['hours: to: hours-end-first'])
    expect(issues({ hours: { ...hours, from: '' } })).toEqual(['hours: from: hour-missing'])
    expect(issues({ hours: { ...hours, to: '' } })).toEqual(['hours: to: hour-missing'])
  })

  test('ask for an age of 1 to 21, or for none', () => {
    for (const minimumAge of [null, 1, 16, 21]) expect(issues({ minimumAge })).toEqual([])
    for (const minimumAge of [0, 22, 15.5]) {
      expect(issues({ minimumAge })).toEqual(['minimumAge: age-not-a-number'])
    }
  })

  test('offer only outcomes that a petition may do without', () => {
    expect(rules({ outcomes: ['sticker'] }).outcomes).toEqual(['sticker'])
    expect(rules({ outcomes: [] }).outcomes).toEqual([])
    expect(issues({ outcomes: ['no-answer'] })).toHaveLength(1)
  })

  test('say an age where the receiving body does and the organiser does not', () => {
    expect(doorRulesOf(PetitionSettings.parse({ ...settings, minimumAge: 16 })).minimumAge).toBe(16)
    expect(doorRulesOf(PetitionSettings.parse(settings)).minimumAge).toBeNull()
  })
})

test('a time is one that a calendar and a clock can show', () => {
  expect(LocalTime.parse('2024-02-29T23:59')).toBe('2024-02-29T23:59')
  for (const typed of [
    '',
    '2017-10-06',
    '2017-02-29T10:00',
    '2017-13-01T10:00',
    '2017-10-06T24:00',
    '2017-10-06T17:00Z',
  ]) {
    expect(issuesOf(LocalTime, typed)).toEqual(['time-missing'])
  }
})

test('a time zone is one that this machine knows', () => {
  expect(TimeZone.parse('Europe/London')).toBe('Europe/London')
  expect(issuesOf(TimeZone, 'Europe/Dagenham')).toEqual(['time-zone-unknown'])
  expect(issuesOf(TimeZone, '')).toEqual(['time-zone-unknown'])
})
