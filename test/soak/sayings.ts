import type { Language } from '../../src/language/language.ts';

/** What people write, understood or not; the first of each language is how they begin. */
export const SAYINGS: Readonly<Record<Language, readonly string[]>> = {
  es: ['Hola', 'sí', 'no', 'menú', 'atrás', 'ayuda', 'persona', 'por qué', 'idioma', 'empezar de nuevo', 'Venezuela'],
  ht: ['Bonjou', 'wi', 'non', 'meni', 'tounen', 'èd', 'moun', 'poukisa', 'lang', 'mwen soti Ayiti', 'mèsi anpil'],
  fr: [
    'Bonjour',
    'oui',
    'non',
    'menu',
    'retour',
    'aide',
    'conseiller',
    'pourquoi',
    'langue',
    'je suis haïtien',
    'merci',
  ],
  pt: ['Olá', 'sim', 'não', 'menu', 'voltar', 'ajuda', 'pessoa', 'por quê', 'idioma', 'sou cubana', 'obrigada'],
  en: ['Hello', 'yes please', 'no', 'menu', 'back', 'help me', 'agent', 'why', 'language', 'I am from Cuba', 'thanks'],
};

export const TOWNS = ['Soacha', 'Cúcuta', 'Cali', 'Medellin', 'Pasto', 'Necocli', 'Port-au-Prince'] as const;

/** What no bot understands, and what breaks careless ones. */
export const RUBBISH = [
  'asdf qwer',
  '🙈🙉🙊',
  '?',
  '99',
  '-1',
  '0',
  '<b>x</b> & "y" \\ %00',
  "'; drop table person; --",
  'ａｂｃ١٢٣',
  'e\u0301\u0301\u0301 \u202e txet',
  '   ',
  '{{name}} $1 *_~`',
  'la '.repeat(300),
] as const;

export const STOPS = ['STOP', 'ALTO', 'KANPE', 'ARRET', 'PARAR'] as const;
