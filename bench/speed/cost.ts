import { readdirSync, readFileSync } from 'node:fs';

/** What a process and its children have used up: CPU in milliseconds, memory in MB. */
export type Cost = { readonly cpu: number; readonly memory: number };

const NONE: Cost = { cpu: 0, memory: 0 };

// USER_HZ, which Linux has fixed for programs at 100.
const MS_PER_TICK = 10;

/** @returns zeros where there is no /proc: only Linux tells the cost of another process in a file */
export function costOf(pid: number): Cost {
  const children = childrenOf(pid).map(ownCost);
  return [ownCost(pid), ...children].reduce((sum, each) => ({
    cpu: sum.cpu + each.cpu,
    memory: sum.memory + each.memory,
  }));
}

/** CPU in milliseconds that all processes of this machine have used up, and what its host took from it; 0 without /proc. */
export function machineCpu(): number {
  const [, user = 0, nice = 0, system = 0, , , , , stolen = 0] = (read('/proc/stat') ?? '').split(/\s+/).map(Number);
  return (user + nice + system + stolen) * MS_PER_TICK;
}

function ownCost(pid: number): Cost {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return NONE;
  // After the name, which may hold spaces: user and system time, its own and that of children that ended.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0);
  return { cpu: ticks * MS_PER_TICK, memory: kilobytes / 1024 };
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      (read(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
