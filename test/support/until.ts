const PATIENCE_MS = 20_000;

/** Waits until something holds. @param what the failure names it */
export async function until(holds: () => boolean | Promise<boolean>, what = 'it did not come to that'): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE_MS} ms in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
