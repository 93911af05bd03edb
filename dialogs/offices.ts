import { isInForce, type Office } from '../src/appointments/office.ts';
import type { Talk } from '../src/conversation/talk.ts';

/** Offices that receive people today. What was never published is shown in a demonstration only. */
export function openOffices({ house, today }: Talk): Office[] {
  return house.offices.filter(
    (office) => (house.mode === 'demonstration' || !office.example) && isInForce(office, today),
  );
}
