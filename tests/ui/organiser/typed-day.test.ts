import { describe, expect, test } from 'vitest'
import { isoDayOf, typedDayOf, typedTimeOf } from '#ui/organiser/settings/typed-day.ts'

const typed = (day: string, month: string, year: string, time = '') => ({ day, month, year, time })

describe('a day typed in boxes', () => {
  test.each([
    [typed('6', '10', '2017'), '2017-10-06'],
    [typed(' 06 ', 'Oct', '2017'), '2017-10-06'],
    [typed('6', 'october', '2017'), '2017-10-06'],
    [typed('29', '2', '2016'), '2016-02-29'],
  ])('%j is a day', (boxes, day) => {
    expect(isoDayOf(boxes)).toBe(day)
  })

  test.each([
    typed('31', '2', '2017'),
    typed('29', '2', '2017'),
    typed('0', '1', '2017'),
    typed('1', '13', '2017'),
    typed('1', '1', '17'),
    typed('1', '', '2017'),
    typed('first', '1', '2017'),
    typed('', '', ''),
  ])('%j is none', (boxes) => {
    expect(isoDayOf(boxes)).toBe('')
  })
})

describe('a time of day', () => {
  test.each([
    ['17:00', '17:00'],
    ['17.30', '17:30'],
    ['1730', '17:30'],
    ['9:05', '09:05'],
    ['17', '17:00'],
    ['5pm', '17:00'],
    ['5.30 p.m.', '17:30'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['0:00', '00:00'],
  ])('%j is %s', (time, expected) => {
    expect(isoDayOf(typed('6', '10', '2017', time), 'with time')).toBe(`2017-10-06T${expected}`)
  })

  test.each(['', '24:00', '17:60', '13pm', '0am', 'noon-ish'])('%j is none', (time) => {
    expect(isoDayOf(typed('6', '10', '2017', time), 'with time')).toBe('')
  })
})

test('a saved day comes back as it would be typed', () => {
  expect(typedDayOf('2018-04-06')).toEqual(typed('6', '4', '2018'))
  expect(isoDayOf(typedTimeOf('2017-10-06T17:00'), 'with time')).toBe('2017-10-06T17:00')
})
