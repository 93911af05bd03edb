import { z } from 'zod';

/** A case's number, as it stands in an address. */
export const caseNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
