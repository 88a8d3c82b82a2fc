import type { SendingWindow } from './sending-window.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** For how long (ms) sending is allowed each day, changeovers aside; a whole day when it begins where it ends. */
export function windowLengthMs({ from, to }: SendingWindow): number {
  const minutes = (minuteOfDay(to) - minuteOfDay(from) + dayMinutes) % dayMinutes;
  return (minutes === 0 ? dayMinutes : minutes) * minuteMs;
}

function minuteOfDay(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}
