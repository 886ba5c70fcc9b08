import { describe, expect, test } from 'vitest'
import { LocalTime, PetitionSettings, TimeZone } from '#domain/petition.ts'
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
    expect(PetitionSettings.parse(settings)).toEqual(settings)
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
