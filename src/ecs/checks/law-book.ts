/** A law, and the members it is about: of a definition that has none of them it has nothing to say. */
export interface LawOf<View> {
  readonly about: readonly string[] | 'everything';
  readonly hold: Hold<View>;
}

type Hold<View> = (view: View) => void;

/** Which laws apply to a definition: most have few of the members that the API knows. */
export class LawBook<View> {
  private readonly laws: readonly LawOf<View>[];
  private marks: Marks | undefined;
  /** Those that applied last, and to what: neighbours mostly have the same members. */
  private applicable: readonly Hold<View>[];
  private present: number | undefined;

  constructor(laws: readonly LawOf<View>[]) {
    this.laws = laws;
    this.marks = undefined;
    this.applicable = [];
    this.present = undefined;
  }

  /** What the members of a value are to the laws; of several values it is their `|`. */
  presence(value: object): number {
    this.marks ??= marksOf(this.laws);
    const { byMember } = this.marks;
    let present = everything;
    for (const name in value) present |= byMember[name] ?? everything;
    return present;
  }

  /** All laws that apply, in order. */
  hold(view: View, present: number): void {
    if (present !== this.present) {
      this.marks ??= marksOf(this.laws);
      const { byLaw } = this.marks;
      this.applicable = this.laws.filter((_, index) => ((byLaw[index] ?? 0) & present) !== 0).map(({ hold }) => hold);
      this.present = present;
    }
    const { applicable } = this;
    for (let index = 0; index < applicable.length; index++) applicable[index]?.(view);
  }
}

interface Marks {
  readonly byLaw: readonly number[];
  /** Of all laws about a member. Without a prototype: a name that no law is about is `undefined`. */
  readonly byMember: Readonly<Record<string, number | undefined>>;
}

/** What every definition has. */
const everything = 1;

/** A bit for each law. When there are no more, laws share one and are held where only another has something to say. */
const bit = (index: number): number => 2 << (index % 31);

function marksOf(laws: readonly LawOf<never>[]): Marks {
  const byLaw: number[] = [];
  const byMember: Record<string, number | undefined> = Object.create(null);
  let partial = 0;
  laws.forEach(({ about }) => {
    const mark = about === 'everything' ? everything : bit(partial++);
    byLaw.push(mark);
    if (about === 'everything') return;
    about.forEach((name) => {
      byMember[name] = (byMember[name] ?? 0) | mark;
    });
  });
  return { byLaw, byMember };
}
