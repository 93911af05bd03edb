import { type TemplateVersion, versionsOf } from '../language/template.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { folderInUse } from './in-use.ts';

/** Prints what Meta must approve before it can be sent outside the 24 hours. */
export const templates: Command = {
  does: 'prints the WhatsApp templates to submit to Meta',
  help: [
    'One JSON object a line, for each template and language, as Meta takes it: POST each to',
    '/<version>/<WhatsApp Business account>/message_templates with your access token, or enter it in WhatsApp Manager.',
    'Nothing is sent from here. Until Meta has approved a template, Camino says in its log that an operator is needed.',
  ].join('\n'),
  async run() {
    const { templates, words } = await readHouse(folderInUse(), 'production');
    const all = templates.flatMap((one) => versionsOf(words, one)).map(submission);
    process.stdout.write(`${all.map((one) => JSON.stringify(one)).join('\n')}\n`);
    return 0;
  },
};

function submission({ name, language, category, body, buttons }: TemplateVersion): object {
  const replies = buttons.map((text) => ({ type: 'QUICK_REPLY', text }));
  const components = [
    { type: 'BODY', text: body },
    { type: 'BUTTONS', buttons: replies },
  ];
  return { name, language, category: category.toUpperCase(), components };
}
