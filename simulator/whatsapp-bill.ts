/** What a message costs, as Meta says it with its reports. */
export type Pricing = {
  readonly billable: boolean;
  readonly pricing_model: 'PMP';
  readonly type: 'regular' | 'free_customer_service';
  readonly category: string;
};

/** What Meta charges: a number's first service messages of each month are free, templates never are. */
export class Bill {
  readonly #freeEachMonth: number;
  #month = '';
  #given = 0;

  constructor(freeEachMonth: number) {
    this.#freeEachMonth = freeEachMonth;
  }

  /** Prices one message that will reach its phone. @param category of its template; without one it is a service message */
  price(now: Date, category?: string): Pricing {
    if (category !== undefined) return { billable: true, pricing_model: 'PMP', type: 'regular', category };
    const month = now.toISOString().slice(0, 7);
    if (month !== this.#month) [this.#month, this.#given] = [month, 0];
    const isFree = this.#given < this.#freeEachMonth;
    this.#given += 1;
    const type = isFree ? 'free_customer_service' : 'regular';
    return { billable: !isFree, pricing_model: 'PMP', type, category: 'service' };
  }
}
