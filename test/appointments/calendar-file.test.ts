import { expect, test } from '@jest/globals';
import { calendarFile } from '../../src/appointments/calendar-file.ts';
import { instantAt } from '../../src/appointments/local-time.ts';

const at = (local: string) => instantAt(local, 'America/Bogota');

const ENTRY = {
  id: 'BCD-234',
  startsAt: at('2023-11-21T10:30'),
  endsAt: at('2023-11-21T11:30'),
  madeAt: at('2023-11-15T08:00'),
  summary: 'Cita en Medellín',
  location: 'Carrera 50 # 49-12, piso 3; al lado del parque, entrada por la calle que baja, Medellín, á é í ó ú ñ',
  coordinates: { latitude: 6.244, longitude: -75.581 },
};

test('an appointment is written for the phone in UTC, with a reminder on the day before and three hours before', () => {
  const lines = calendarFile(ENTRY).replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'UID:BCD-234@camino', 'DTSTAMP:20231115T130000Z'],
      ...['DTSTART:20231121T153000Z', 'DTEND:20231121T163000Z', 'SUMMARY:Cita en Medellín', 'GEO:6.244;-75.581'],
      ...['TRIGGER:-P1D', 'TRIGGER:-PT3H', 'END:VCALENDAR'],
    ]),
  );
  expect(lines.find((line) => line.startsWith('LOCATION:'))).toContain('49-12\\, piso 3\\; al lado');
  expect(lines.at(-1)).toBe('');
});

test('no line has more than 75 octets, and no letter is cut in two', () => {
  const lines = calendarFile(ENTRY).split('\r\n');
  expect(lines.some((line) => line.startsWith(' '))).toBe(true);
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(calendarFile(ENTRY)).not.toContain('�');
});

test('what is sent again of the same appointment takes the place of the first', () => {
  const sequence = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)?.[1]);
  const later = calendarFile({ ...ENTRY, madeAt: at('2023-11-16T08:00') });
  expect(sequence(later)).toBeGreaterThan(sequence(calendarFile(ENTRY)));
});
