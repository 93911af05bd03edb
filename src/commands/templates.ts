import {
  type MetaAccount,
  submission,
  submitTemplate,
  type TemplateAtMeta,
  templatesAtMeta,
} from '../channels/whatsapp-templates.ts';
import { loadCatalogues } from '../files/word-files.ts';
import { lineIn, readYaml } from '../files/yaml-files.ts';
import { describeProblem } from '../judging/problem.ts';
import { type TemplateVersion, versionsOf } from '../language/template.ts';
import { createWords } from '../language/words.ts';
import { metaAccount } from '../start/config.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme } from './in-use.ts';

/** Prints, submits and compares what Meta must approve before it can be sent outside the 24 hours. */
export const templates: Command = {
  does: 'the WhatsApp templates: show prints what Meta must approve, push submits it, check compares it with what Meta keeps',
  help: [
    'show   one JSON object a line, for each template and language, as Meta takes it. Nothing is sent.',
    'push   submits each that Meta does not have yet. What it has is left as it is, whatever its words.',
    'check  tells what Meta has not approved, counts as dearer, or keeps in other words, with the file and what to do.',
    'push and check need WHATSAPP_BUSINESS_ACCOUNT_ID and WHATSAPP_ACCESS_TOKEN. Exit code 1 when something is to be done.',
    'Until Meta has approved a template, what it says goes by SMS where that is open, and the log says that an operator is needed.',
  ].join('\n'),
  async run([act = 'show', ...more]) {
    const work = Object.hasOwn(ACTS, act) && more.length === 0 ? ACTS[act as keyof typeof ACTS] : null;
    if (work === null) return refuse(this.help);
    const [programme, read] = await Promise.all([usableProgramme(folderInUse()), loadCatalogues('locales')]);
    if (!read.ok) return refuse(read.faults.join('\n'));
    const words = createWords(read.catalogues);
    return work(programme.templates.flatMap((one) => versionsOf(words, one)));
  },
};

type Versions = readonly TemplateVersion[];

const ACTS = {
  show: async (versions: Versions) => {
    process.stdout.write(`${versions.map((one) => JSON.stringify(submission(one))).join('\n')}\n`);
    return 0;
  },
  push: (versions: Versions) => withWhatMetaHas((account, known) => push(account, versions, known)),
  check: (versions: Versions) => withWhatMetaHas((_account, known) => check(versions, known)),
};

type Known = readonly TemplateAtMeta[];

async function withWhatMetaHas(work: (account: MetaAccount, known: Known) => Promise<number>): Promise<number> {
  const read = metaAccount(process.env);
  if (!read.ok) return refuse(read.faults.join('\n'));
  const known = await templatesAtMeta(read.account);
  if (known.ok) return work(read.account, known.value);
  process.stderr.write(`Nothing was done: ${known.why}.\n`);
  return 1;
}

const sameName = (version: TemplateVersion) => (one: TemplateAtMeta) =>
  one.name === version.name && one.language === version.language;

async function push(account: MetaAccount, versions: Versions, known: Known): Promise<number> {
  const missing = versions.filter((version) => !known.some(sameName(version)));
  let faults = 0;
  // One after the other: Meta counts how many are submitted in an hour.
  for (const version of missing) {
    const done = await submitTemplate(account, version);
    if (done.ok) process.stdout.write(`${titleOf(version)}: ${done.value}\n`);
    else process.stderr.write(`${await placeOf(version, 'name')}: ${titleOf(version)} was not taken. ${done.why}.\n`);
    faults += done.ok ? 0 : 1;
  }
  const rest = versions.length - missing.length;
  process.stdout.write(`${missing.length - faults} submitted, ${rest} were there, ${faults} not taken.\n`);
  return faults === 0 ? 0 : 1;
}

async function check(versions: Versions, known: Known): Promise<number> {
  const told = await Promise.all(
    versions.map(async (version) => {
      const faults = faultsOf(version, known.find(sameName(version)));
      return Promise.all(
        faults.map(async ({ at, says }) => `${await placeOf(version, at)}: ${titleOf(version)} ${says}`),
      );
    }),
  );
  const faults = told.flat();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(
    faults.length === 0 ? `Meta has approved all ${versions.length}.\n` : `${faults.length} faults.\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

/** @property at whether the repair is in the template's file or in the words */
type Fault = { readonly at: 'name' | 'words'; readonly says: string };

function faultsOf(version: TemplateVersion, kept: TemplateAtMeta | undefined): Fault[] {
  if (kept === undefined) return [{ at: 'name', says: 'is not at Meta. Submit it: npm run camino -- templates push' }];
  const isSame = kept.body === version.body && kept.buttons.join('\n') === version.buttons.join('\n');
  const fault = (at: Fault['at'], says: string): Fault => ({ at, says });
  const dearer = `is counted as ${kept.category.toLowerCase()}, which costs more and reaches fewer. Say more plainly what it is about.`;
  return [
    ...(kept.status === 'APPROVED' ? [] : [fault(kept.status === 'REJECTED' ? 'words' : 'name', statusSaid(kept))]),
    ...(kept.category === version.category.toUpperCase() ? [] : [fault('words', dearer)]),
    ...(isSame ? [] : [fault('words', `has other words at Meta: "${kept.body}". ${AGAIN}`)]),
  ];
}

const AGAIN = 'Edit it in WhatsApp Manager, or give it a new name and push it.';

function statusSaid({ status, reason }: TemplateAtMeta): string {
  if (status === 'PENDING') return 'waits for Meta, which takes up to a day. Check again later.';
  if (status === 'REJECTED') return `was refused by Meta (${reason ?? 'no reason given'}). Change its words. ${AGAIN}`;
  return `is ${status.toLowerCase()} at Meta${reason === null ? '' : ` (${reason})`}. Look at it in WhatsApp Manager.`;
}

const titleOf = ({ name, language }: TemplateVersion) => `${name} (${language})`;

/** Where it stands: the file and its line. */
async function placeOf({ id, spoken }: TemplateVersion, at: Fault['at']): Promise<string> {
  const file =
    at === 'name'
      ? await readYaml(folderInUse(), `templates/${id}.yaml`)
      : await readYaml('locales', `${spoken}/talk.yaml`);
  const path = at === 'name' ? ['names', spoken] : [`template.${id}`];
  return describeProblem({ file: file.name, line: lineIn(file, path), message: '' }).replace(/: $/, '');
}
