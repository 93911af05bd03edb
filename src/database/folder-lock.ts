import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';

/** Held as long as this process works in the folder. */
export type FolderLock = { release(): Promise<void> };

// A process that restarts in a container gets the number it had before: its own old lock must not stop it.
const heldHere = new Set<string>();

/**
 * Takes a data folder for this process alone. A lock left by a process that is gone is taken over.
 * @throws an error that says who holds it and what to do
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = `${await realpath(folder)}/lock`;
  if (!(await write(path))) {
    const holder = (await readFile(path, 'utf8').catch(() => '')).trim();
    if (heldHere.has(path) || isAlive(Number(holder))) {
      throw new Error(
        `${folder} is in use by process ${holder}. Two processes would corrupt it: stop that one first, or set DATA_DIR to another folder.`,
      );
    }
    await takeOver(path, holder);
    if (!(await write(path))) throw new Error(`${folder} was taken by another process just now. Start again.`);
  }
  heldHere.add(path);
  return {
    release: async () => {
      heldHere.delete(path);
      await rm(path, { force: true });
    },
  };
}

async function write(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the dead lock aside: of two processes that try, the one that would move a fresh lock puts it back. */
async function takeOver(path: string, holder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const moved = (await readFile(aside, 'utf8').catch(() => holder)).trim();
  if (moved !== holder) await rename(aside, path);
  else await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
