import type { Message, Option } from './chat.ts';
import { type Json, object, objects, string } from './whatsapp-limits.ts';
import type { FilledTemplate } from './whatsapp-templates.ts';

/** How a message looks, before it has an id and a time. */
export type Drawing = Pick<
  Message,
  'kind' | 'text' | 'header' | 'footer' | 'options' | 'optionKind' | 'listLabel' | 'media'
>;

/** What the person sees of the body of a send that was found good. */
export function draw(body: Json, template: FilledTemplate | null): Drawing {
  const type = string(body.type) || 'text';
  const content = object(body[type]);
  if (type === 'text') return { kind: 'text', text: string(content.body), options: [] };
  if (type === 'interactive') return drawInteractive(content);
  if (template !== null) return { kind: 'template', ...template, optionKind: 'template' };
  if (type === 'reaction') return { kind: 'reaction', text: string(content.emoji), options: [] };
  if (type === 'location') {
    const words = [content.name, content.address, `${content.latitude}, ${content.longitude}`].filter(Boolean);
    return { kind: 'location', text: words.join('\n'), options: [] };
  }
  // What was uploaded is played, or opened.
  const media = string(content.id);
  const kind = type === 'audio' && content.voice === true ? 'voice' : type;
  // Where it lies stands below, as a phone would open it on a tap.
  const text = [content.caption, content.link].filter(Boolean).join('\n');
  const header = type === 'document' && { header: string(content.filename) };
  return { kind, text, ...header, options: [], ...(media !== '' && { media }) };
}

function drawInteractive(content: Json): Drawing {
  const header = string(object(content.header).text);
  const footer = string(object(content.footer).text);
  const frame = { ...(header === '' ? {} : { header }), ...(footer === '' ? {} : { footer }) };
  const text = string(object(content.body).text);
  const action = object(content.action);
  if (content.type === 'button')
    return { kind: 'text', text, ...frame, options: buttons(action), optionKind: 'buttons' };
  if (content.type === 'list') {
    return {
      kind: 'text',
      text,
      ...frame,
      options: rows(action),
      optionKind: 'list',
      listLabel: string(action.button),
    };
  }
  if (content.type === 'location_request_message') return { kind: 'location_request', text, options: [] };
  const { display_text: label, url } = object(action.parameters);
  return { kind: 'text', text: `${text}\n${string(label)}: ${string(url)}`, ...frame, options: [] };
}

function buttons(action: Json): Option[] {
  return objects(action.buttons).map(({ reply }) => ({
    id: string(object(reply).id),
    title: string(object(reply).title),
  }));
}

function rows(action: Json): Option[] {
  return objects(action.sections)
    .flatMap((section) => objects(section.rows))
    .map(({ id, title, description }) => {
      const more = string(description) === '' ? {} : { description: string(description) };
      return { id: string(id), title: string(title), ...more };
    });
}
