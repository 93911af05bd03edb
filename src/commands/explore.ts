import { readFile, writeFile } from 'node:fs/promises';
import type { House } from '../conversation/house.ts';
import { exploreAll } from '../exploration/exploration.ts';
import { contentHash, isFresh, REPORT, reportOf } from '../exploration/report.ts';
import { loadCatalogues, readLimits } from '../files/word-files.ts';
import { describeProblem } from '../judging/problem.ts';
import type { Catalogues } from '../language/catalogue.ts';
import { LANGUAGES } from '../language/language.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { folderInUse } from './in-use.ts';

/** Walks everything the rules can ask and the talk can say, and writes what that comes to. */
export const explore: Command = {
  does: 'walks every state of every pathway, era and talk; writes docs/programme-report.md',
  help: [
    'Fails on: a question or result that is never reached, a dead end, a loop, a question that changes nothing, a closed thing',
    'that is offered, a state without a next step or without PERSON, HELP, STOP and LANGUAGE, a missing word, a message over a',
    'limit, SMS over its budget (locales/limits.yaml). Takes a minute or two; tells on standard error how far it is.',
    '',
    '  --check   only says whether the report is stale',
  ].join('\n'),
  async run(args) {
    const { house, catalogues } = await readAll();
    if (args.includes('--check')) return checkReport(house, catalogues);
    const limits = await readLimits('locales');
    if (!limits.ok) throw new Error(limits.problems.map(describeProblem).join('\n'));
    const findings = await exploreAll(house, catalogues, limits.content, LANGUAGES, tellOnStderr());
    await writeFile(REPORT, reportOf(findings));
    for (const problem of findings.problems) process.stderr.write(`${problem}\n`);
    process.stdout.write(`${findings.problems.length} faults. ${REPORT} is written.\n`);
    return findings.problems.length === 0 ? 0 : 1;
  },
};

async function readAll(): Promise<{ house: House; catalogues: Catalogues }> {
  // A demonstration has offices to book at: so booking is walked too.
  const house = await readHouse(folderInUse(), 'demonstration');
  const read = await loadCatalogues('locales');
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return { house, catalogues: read.catalogues };
}

async function checkReport({ programme }: House, catalogues: Catalogues): Promise<number> {
  const report = await readFile(REPORT, 'utf8').catch(() => '');
  const fresh = isFresh(report, contentHash(programme.hash, catalogues));
  process.stdout.write(fresh ? `${REPORT} is fresh.\n` : `${REPORT} is stale. Run: npm run camino -- explore\n`);
  return fresh ? 0 : 1;
}

function tellOnStderr(): (what: string) => void {
  const started = Date.now();
  return (what) => process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s  ${what}\n`);
}
