/** A law, and the members it is about: of a definition that has none of them it has nothing to say. */
export interface LawOf<View> {
  readonly about: readonly string[] | 'everything';
  readonly hold: Hold<View>;
}

type Hold<View> = (view: View) => void;

/** Holds definitions against the laws about `members`, in order: those that any definition had so far, a set that only grows. */
export function lawBook<View>(laws: readonly LawOf<View>[], members: ReadonlySet<string>): Hold<View> {
  let applicable: readonly Hold<View>[] = [];
  let size = -1;
  return (view) => {
    if (members.size !== size) {
      applicable = laws.filter((law) => isAbout(law, members)).map(({ hold }) => hold);
      size = members.size;
    }
    for (let index = 0; index < applicable.length; index++) applicable[index]?.(view);
  };
}

const isAbout = ({ about }: LawOf<never>, members: ReadonlySet<string>): boolean =>
  about === 'everything' || about.some((name) => members.has(name));
