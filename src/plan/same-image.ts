import { declare, type Report } from '../diagnostics/declare.ts';
import { limits } from '../ecs/facts/limits.ts';
import { pages } from '../ecs/facts/pages.ts';
import { both } from './either.ts';
import type { Services } from './services.ts';

export const linkUnlikeSameImage = declare<{ from: string; other: string; missing: readonly string[] }>(() => ({
  code: 'links/unlike-same-image',
  severity: 'info',
  message: ({ from, other, missing }) =>
    `${from} runs the image of ${other}, but unlike it has no link to ${both(missing)}.`,
  why: 'Nothing in this file says that it uses the name; programs of one image often share their settings, some of them inside the image.',
  fix: ({ from, missing }) => `If ${from} uses ${both(missing)}, write depends_on or links for it.`,
  see: pages.parameters,
}));

interface Link {
  readonly from: string;
  readonly to: string;
  /** Written as `links`, not inferred. */
  readonly explicit: boolean;
}

/** A worker beside its web server: what one of them needs, the other may need as well, and only a link makes the name resolve. */
export function sayUnlikeSameImage(
  names: readonly string[],
  links: readonly Link[],
  services: Services,
  report: Report,
): void {
  // Of a task that holds too many there is more to say than this.
  if (names.length > limits.containersPerTask) return;
  const inferred = links.filter(({ explicit }) => !explicit);
  if (inferred.length === 0) return;
  const pair = (from: string, to: string): string => `${from}\n${to}`;
  const linked = new Set(links.map(({ from, to }) => pair(from, to)));
  const image = (name: string): string => services.get(name)?.service.image ?? '';
  for (const from of names.filter((name) => image(name) !== '')) {
    const wanted = inferred.filter(
      (link) =>
        link.from !== from &&
        image(link.from) === image(from) &&
        image(link.to) !== image(from) &&
        !linked.has(pair(from, link.to)),
    );
    const [first] = wanted;
    if (first === undefined) continue;
    const missing = [
      ...new Set(wanted.filter((link) => link.from === first.from && link.to !== from).map(({ to }) => to)),
    ];
    report(linkUnlikeSameImage, { path: ['services', from] }, { from, other: first.from, missing });
  }
}
