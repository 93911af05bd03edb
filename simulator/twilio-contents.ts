import type { Option } from './chat.ts';
import type { TwilioSettings } from './twilio-account.ts';

const TEMPLATE_INVALID = 21655;
const VARIABLES_INVALID = 21656;
const PARAMETERS_DIFFER = 63_028;

/** Why a template is not taken; null for one that is, and for a message that is none. */
export function contentRefusal(form: URLSearchParams, { contents }: TwilioSettings): number | null {
  const sid = form.get('ContentSid');
  if (sid === null) return null;
  const content = contents?.[sid];
  if (content === undefined) return TEMPLATE_INVALID;
  const variables = variablesOf(form);
  if (variables === null) return VARIABLES_INVALID;
  const places = new Set((content.body.match(/\{\{\w+\}\}/g) ?? []).map((place) => place.slice(2, -2)));
  const isSame =
    places.size === Object.keys(variables).length && [...places].every((name) => variables[name] !== undefined);
  return isSame ? null : PARAMETERS_DIFFER;
}

/** A template as the person sees it; null for a message that is none. */
export function filledContent(
  form: URLSearchParams,
  { contents }: TwilioSettings,
): { readonly text: string; readonly options: readonly Option[] } | null {
  const content = contents?.[form.get('ContentSid') ?? ''];
  if (content === undefined) return null;
  const text = Object.entries(variablesOf(form) ?? {}).reduce(
    (body, [name, value]) => body.replaceAll(`{{${name}}}`, () => value),
    content.body,
  );
  return { text, options: (content.buttons ?? []).map((title) => ({ id: title, title })) };
}

/** What fills a template, by the names of its places; null where that is no object of texts. */
function variablesOf(form: URLSearchParams): Readonly<Record<string, string>> | null {
  try {
    const given: unknown = JSON.parse(form.get('ContentVariables') ?? '{}');
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
    return Object.values(given).every((value) => typeof value === 'string') ? { ...given } : null;
  } catch {
    return null;
  }
}
