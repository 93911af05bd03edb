const PATIENCE_MS = 15_000;

/** Waits until something holds. @param otherwise what is wrong when it never does */
export async function until(
  holds: () => boolean | Promise<boolean>,
  otherwise = 'it did not come to that',
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`After ${PATIENCE_MS} ms ${otherwise}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
