import { describe, expect, test } from '@jest/globals';
import { segments, toGsm7 } from '../../src/channels/segments.ts';

describe('letters that would make an SMS dear', () => {
  test.each([
    ['¿Cuándo llegó a Colombia? Más información aquí', '¿Cuando llego a Colombia? Mas informacion aqui'],
    ['el año, la cigüeña, café, ¡señor! Ñ Ü É', 'el año, la cigüeña, café, ¡señor! Ñ Ü É'],
    ['Èske ou gen yon dokiman? Mèsi, kòman, deyò, à', 'Eske ou gen yon dokiman? Mèsi, kòman, deyò, à'],
    ['ÀÈÒ àèò', 'AEO àèò'],
    ['ça, être, goût, œuvre, Œuvre, ïle, Ça', 'ca, etre, gout, oeuvre, OEuvre, ile, Ça'],
    ['não, informação, você, avô, ÁÉÍÓÚ ÃÕÇ', 'nao, informacao, voce, avo, AÉIOU AOÇ'],
    ['“sí” ‘no’ «oui» it’s – — … •', '"si" \'no\' "oui" it\'s - - ... -'],
    ['uno\u00a0dos\u202ftres\tcuatro', 'uno dos tres cuatro'],
    ['n° 5, 1.º, 2.ª, ½, ²', 'no 5, 1.o, 2.a, 1/2, 2'],
    ['50 € {a} [b] ~ \\ | ^', '50 € {a} [b] ~ \\ | ^'],
    ['e\u0301 a\u0301 n\u0303', 'é a ñ'],
    ['una\r\ndos\rtres', 'una\ndos\ntres'],
  ])('%s', (text, expected) => expect(toGsm7(text)).toBe(expected));

  test.each([
    ['👋 Hola', 'Hola'],
    ['Hola 👋 amigo', 'Hola amigo'],
    ['Hola 👨‍👩‍👧‍👦, 👍🏽 ok', 'Hola, ok'],
    ['Hola\n👉 uno\n✅ dos 🇨🇴', 'Hola\nuno\ndos'],
    ['1️⃣ uno', '1 uno'],
    ['©2026 Camino™ ®', '(c)2026 CaminoTM (r)'],
    ['ho\u200bla\u200f \u2066x\u2069\ufeff', 'hola x'],
  ])('pictures and invisible signs go: %s', (text, expected) => expect(toGsm7(text)).toBe(expected));

  test('letters of other scripts stay, because dear is better than unreadable', () => {
    expect(toGsm7('مرحبا Тест नमस्ते')).toBe('مرحبا Тест नमस्ते');
  });

  test('what is mapped once is not changed again, and GSM-7 is not touched', () => {
    const all = '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€';
    expect(toGsm7(all)).toBe(all);
  });
});

describe('how many parts are paid for', () => {
  test.each([
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    [`${'a'.repeat(158)}^`, 'GSM-7', 1],
    [`${'a'.repeat(159)}\f`, 'GSM-7', 2],
    ['á'.repeat(70), 'UCS-2', 1],
    ['á'.repeat(71), 'UCS-2', 2],
    ['á'.repeat(134), 'UCS-2', 2],
    ['á'.repeat(135), 'UCS-2', 3],
    [`${'á'.repeat(66)}👋${'á'.repeat(66)}`, 'UCS-2', 3],
    [`${'á'.repeat(60)}👨‍👩‍👧${'á'.repeat(67)}`, 'UCS-2', 3],
    ['', 'GSM-7', 1],
  ] as const)('case %#', (text, encoding, count) => expect(segments(text)).toEqual({ encoding, count }));

  test('a mapped Spanish text costs less than half', () => {
    const text = 'Según lo que me dice, puede pedir que la oficina mire su caso. Sólo la oficina decide. '.repeat(3);
    expect(segments(text).count).toBe(4);
    expect(segments(toGsm7(text)).count).toBe(2);
  });
});
