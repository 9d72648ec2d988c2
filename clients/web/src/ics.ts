/** A visit as a calendar takes it (RFC 5545). */
export interface CalendarVisit { id: string; version: number; start: string; end: string; summary: string; place: string | null; description: string }

const stamp = (instant: string) => new Date(instant).toISOString().replace(/[-:]/g, '').replace(/\.\d{3}/, '');
const text = (value: string) => value.replace(/\\/g, '\\\\').replace(/([,;])/g, '\\$1').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 octets: what follows begins with a space. Never inside a character. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/** The same visit imported again replaces itself: its id stays, its number grows when it moves. */
export function calendar(visit: CalendarVisit, now: Date): string {
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//CyberVoisins//FR', 'BEGIN:VEVENT',
    `UID:${visit.id}@cybervoisins`, `SEQUENCE:${visit.version}`, `DTSTAMP:${stamp(now.toISOString())}`, `DTSTART:${stamp(visit.start)}`, `DTEND:${stamp(visit.end)}`,
    `SUMMARY:${text(visit.summary)}`, ...(visit.place ? [`LOCATION:${text(visit.place)}`] : []), `DESCRIPTION:${text(visit.description)}`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${text(visit.summary)}`, 'TRIGGER:-PT2H', 'END:VALARM',
    'END:VEVENT', 'END:VCALENDAR',
  ].map(fold).join('\r\n').concat('\r\n');
}
