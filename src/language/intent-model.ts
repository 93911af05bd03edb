import { featuresOf, PLACES } from './features.ts';

/** A text and what it wants. */
export type Example = { readonly intent: string; readonly text: string };

/**
 * What was learned from examples: for each place of a feature how rare it is, and how much it speaks for each intent.
 * @property weights by place, then by intent, in steps of `step`: a byte is enough, and four times smaller to keep
 */
export type IntentModel = {
  readonly intents: readonly string[];
  readonly rarity: Float32Array;
  readonly weights: Int8Array;
  readonly step: number;
};

/** A model while it learns. */
type Learning = Omit<IntentModel, 'weights' | 'step'> & { readonly weights: Float32Array };

const ROUNDS = 4;
const RATE = 0.5;
/** The length all texts are brought to. */
const LENGTH = 3;
/** Changes smaller than this are not worth making. */
const LEAST = 0.002;

/** A text as the model sees it. */
type Vector = { readonly places: Int32Array; readonly values: Float32Array };

/**
 * Learns to tell intents apart (multinomial logistic regression, the same from the same examples). Takes a second or two: see
 * `learned`.
 * @param examples normalised
 */
export function learn(examples: readonly Example[]): IntentModel {
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const features = examples.map(({ text }) => featuresOf(text));
  const rarity = rarityOf(features);
  const weights = new Float32Array(PLACES * intents.length);
  const model: Learning = { intents, rarity, weights };
  const vectors = features.map((one) => vectorOf(model, one));
  const meant = examples.map(({ intent }) => intents.indexOf(intent));
  const balance = balanceOf(meant, intents.length);
  const order = examples.map((_, index) => index);
  const random = seeded(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const at of order) {
      const intent = meant[at] ?? 0;
      learnFrom(model, vectors[at] as Vector, intent, (RATE / (1 + round / 2)) * (balance[intent] ?? 1));
    }
  }
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest / 127 || 1;
  return { intents, rarity, step, weights: Int8Array.from(weights, (weight) => Math.round(weight / step)) };
}

/** How likely each intent is, in the order of `model.intents`; together 1. */
export function likelihoods(model: IntentModel, normalised: string): Float32Array {
  const scores = scoresOf(model, vectorOf(model, featuresOf(normalised)));
  return softmax(scores.map((score) => score * model.step));
}

function learnFrom(model: Learning, { places, values }: Vector, intent: number, rate: number): void {
  const count = model.intents.length;
  const likely = softmax(scoresOf(model, { places, values }));
  for (let one = 0; one < count; one += 1) {
    const change = ((one === intent ? 1 : 0) - (likely[one] ?? 0)) * rate;
    if (Math.abs(change) < LEAST) continue;
    for (let at = 0; at < places.length; at += 1) {
      const place = (places[at] ?? 0) * count + one;
      model.weights[place] = (model.weights[place] ?? 0) + change * (values[at] ?? 0);
    }
  }
}

function scoresOf({ intents, weights }: Learning | IntentModel, { places, values }: Vector): Float32Array {
  const scores = new Float32Array(intents.length);
  for (let at = 0; at < places.length; at += 1) {
    const from = (places[at] ?? 0) * intents.length;
    const value = values[at] ?? 0;
    for (let one = 0; one < intents.length; one += 1)
      scores[one] = (scores[one] ?? 0) + (weights[from + one] ?? 0) * value;
  }
  return scores;
}

function softmax(scores: Float32Array): Float32Array {
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

function vectorOf({ rarity }: Pick<IntentModel, 'rarity'>, features: ReadonlyMap<number, number>): Vector {
  const places = new Int32Array(features.size);
  const values = new Float32Array(features.size);
  let size = 0;
  let squares = 0;
  for (const [place, amount] of features) {
    const value = Math.log1p(amount) * (rarity[place] ?? 0);
    if (value === 0) continue;
    places[size] = place;
    values[size] = value;
    squares += value * value;
    size += 1;
  }
  const scale = squares === 0 ? 0 : LENGTH / Math.sqrt(squares);
  return { places: places.subarray(0, size), values: values.subarray(0, size).map((value) => value * scale) };
}

function rarityOf(features: readonly ReadonlyMap<number, number>[]): Float32Array {
  const texts = new Float32Array(PLACES);
  for (const one of features) for (const place of one.keys()) texts[place] = (texts[place] ?? 0) + 1;
  return texts.map((count) => (count === 0 ? 0 : Math.log(1 + features.length / count)));
}

/** What has few examples counts for more. */
function balanceOf(meant: readonly number[], intents: number): Float32Array {
  const counts = new Float32Array(intents);
  for (const intent of meant) counts[intent] = (counts[intent] ?? 0) + 1;
  return counts.map((count) => Math.sqrt(meant.length / intents / count));
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
}
