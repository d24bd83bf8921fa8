/** A law, and the members it is about: of a definition that has none of them it has nothing to say. */
export interface LawOf<View> {
  readonly about: readonly string[] | 'everything';
  readonly hold: Hold<View>;
}

type Hold<View> = (view: View) => void;

/** Which laws apply to a definition: most have few of the members that the API knows. */
export class LawBook<View> {
  private readonly laws: readonly LawOf<View>[];
  private bits: Bits | undefined;
  /** Those that applied last, and to what: neighbours mostly have the same members. */
  private applicable: readonly Hold<View>[] | undefined;
  private present = 0;

  constructor(laws: readonly LawOf<View>[]) {
    this.laws = laws;
    this.bits = undefined;
    this.applicable = undefined;
    this.present = 0;
  }

  /** What the members of a value are to the laws; of several values it is their `|`. */
  presence(value: object): number {
    this.bits ??= bitsOf(this.laws);
    const { bits } = this;
    let present = 0;
    for (const name in value) present |= bits[name] ?? 0;
    return present;
  }

  /** All laws that apply, in order. */
  hold(view: View, present: number): void {
    if (this.applicable === undefined || present !== this.present) {
      this.applicable = applicable(this.laws, present);
      this.present = present;
    }
    const holds = this.applicable;
    for (let index = 0; index < holds.length; index++) holds[index]?.(view);
  }
}

/** Of the laws about a member, by its name. Without a prototype: a name that no law is about is `undefined`. */
type Bits = Readonly<Record<string, number | undefined>>;

/** After the 32nd law bits come again: one that shares its bit is held where it has nothing to say, too. */
const bitOf = (index: number): number => 1 << index;

function bitsOf(laws: readonly LawOf<never>[]): Bits {
  const bits: Record<string, number | undefined> = Object.create(null);
  laws.forEach(({ about }, index) => {
    if (about === 'everything') return;
    for (const name of about) bits[name] = (bits[name] ?? 0) | bitOf(index);
  });
  return bits;
}

const applicable = <View>(laws: readonly LawOf<View>[], present: number): readonly Hold<View>[] =>
  laws.filter(({ about }, index) => about === 'everything' || (present & bitOf(index)) !== 0).map(({ hold }) => hold);
