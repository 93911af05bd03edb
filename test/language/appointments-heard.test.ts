import { expect, test } from '@jest/globals';
import { Hearing } from '../../src/language/hearing.ts';
import type { Language } from '../../src/language/language.ts';
import { ourHouse } from '../support/house.ts';

const house = await ourHouse();

const heard = (language: Language, text: string): string => {
  const { danger, intent } = new Hearing(house.ears, text, language);
  return danger === null ? String(intent) : `danger:${danger.danger}`;
};

/** As people write it on the day: in a hurry, without accents, with a thumb. */
const OF_APPOINTMENTS: readonly (readonly [Language, string, string])[] = [
  ['es', 'appointment_lost', 'me perdí buscando la oficina, dónde es??'],
  ['es', 'appointment_lost', 'señora estoy x el centro y no doy con la dirección'],
  ['es', 'appointment_lost', 'no encuentro la ofisina'],
  ['es', 'appointment_late', 'boy a yegar tarde como media ora'],
  ['es', 'appointment_late', 'se me hizo tardísimo, ya voy en el bus'],
  ['es', 'appointment_coming', 'sí señora allá estaré'],
  ['es', 'appointment_coming', 'si voy mañana'],
  ['es', 'waiting_list', 'me avisan si se desocupa algo?'],
  ['es', 'waiting_list', 'póngame en lista de espera porfa'],
  ['es', 'waiting_leave', 'ya no quiero esperar más cupo, sáqueme de la lista de espera'],
  ['es', 'appointment_change', 'puedo cambiar la cita'],
  ['es', 'appointment_change', 'no voy a poder ir'],
  ['es', 'appointment_cancel', 'ya no voy, cancele'],
  ['ht', 'appointment_lost', 'm pèdi, m pa jwenn biwo a'],
  ['ht', 'appointment_lost', 'mwen pa ka jwen biwo a nan ri sa'],
  ['ht', 'appointment_late', 'm an reta anpil, tann mwen'],
  ['ht', 'appointment_late', 'blokis la fe m anreta'],
  ['ht', 'appointment_coming', 'm ap vini'],
  ['ht', 'appointment_coming', 'wi m ap vini demen si dye vle'],
  ['ht', 'waiting_list', 'mete m sou lis la'],
  ['ht', 'waiting_list', 'si gen yon plas ki lib fe m konnen'],
  ['ht', 'waiting_leave', 'retire m nan lis datant la'],
  ['ht', 'appointment_change', 'm pa ka vini'],
  ['ht', 'appointment_change', 'eske m ka chanje randevou mwen an'],
  ['ht', 'appointment_cancel', 'm pap vini anko, anile randevou a'],
  ['fr', 'appointment_lost', 'je trouve pas l adresse du bureau'],
  ['fr', 'appointment_late', 'chui en retard désolé'],
  ['fr', 'appointment_coming', 'oui je viendrai demain'],
  ['fr', 'waiting_list', 'prevenez moi si y a une place'],
  ['fr', 'waiting_leave', "je ne veux plus attendre, enlevez moi de la liste d'attente"],
  ['fr', 'appointment_change', 'je ne peux pas venir'],
  ['pt', 'appointment_lost', 'não tô achando o escritório'],
  ['pt', 'appointment_late', 'me atrasei, to no onibus'],
  ['pt', 'appointment_coming', 'vou sim, estarei lá'],
  ['pt', 'waiting_list', 'me avisa se abrir uma vaga'],
  ['pt', 'waiting_leave', 'me tira da lista de espera'],
  ['pt', 'appointment_change', 'não vou poder ir'],
  ['en', 'appointment_lost', "I'm lost, where is it"],
  ['en', 'appointment_late', 'sorry im running late'],
  ['en', 'appointment_coming', "I'll be there"],
  ['en', 'waiting_list', 'let me know if a slot opens up'],
  ['en', 'waiting_leave', 'take me off the waiting list pls'],
  ['en', 'appointment_change', "i can't come"],
];

test.each(OF_APPOINTMENTS)('in %s, %s: %j', (language, intent, text) => {
  expect(heard(language, text)).toBe(intent);
});

/** A lost way is no cry, and hides none; and who wants no messages is not on a waiting list. */
test.each([
  ['es', 'danger:child', 'se me perdió mi hijo en el terminal'],
  ['es', 'danger:medical', 'estamos perdidos en la selva y no tenemos agua'],
  ['ht', 'danger:child', 'm pèdi pitit mwen'],
  ['ht', 'danger:child', 'pitit mwen pèdi'],
  ['ht', 'danger:medical', 'nou pèdi nan fore a pa gen dlo'],
  ['fr', 'danger:child', "j'ai perdu mon enfant au terminal"],
  ['pt', 'danger:child', 'perdi meu filho na rodoviaria'],
  ['en', 'danger:child', 'my son is lost at the terminal'],
  ['en', 'danger:medical', 'we are lost in the jungle'],
  ['es', 'appointment_lost', 'estoy perdido'],
  ['ht', 'appointment_lost', 'm pèdi'],
  ['es', 'stop', 'sáqueme de la lista de mensajes'],
  ['ht', 'stop', 'wete m nan lis la'],
] as const)('in %s, %s: %j', (language, taken, text) => {
  expect(heard(language, text)).toBe(taken);
});
