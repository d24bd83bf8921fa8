import type { Input } from './input.ts';

/** A smaller input of which `fails` still holds: files, then runs of lines, then parts of lines are left out while it does. */
export function shrink(input: Input, fails: (input: Input) => boolean, tries = 600): Input {
  let best = input;
  let left = tries;
  const attempt = (candidate: Input): boolean => {
    if (left-- <= 0 || !fails(candidate)) return false;
    best = candidate;
    return true;
  };
  for (const option of Object.keys(best.request.options)) {
    const { [option as keyof typeof best.request.options]: _, ...options } = best.request.options;
    attempt({ ...best, request: { ...best.request, options } });
  }
  for (const path of Object.keys(best.files)) {
    const { [path]: _, ...files } = best.files;
    attempt({ ...best, files });
  }
  for (const separator of ['\n', ',', ' '])
    for (const path of Object.keys(best.files))
      for (
        let size = Math.ceil((best.files[path] ?? '').split(separator).length / 2);
        size >= 1 && left > 0;
        size = size === 1 ? 0 : Math.ceil(size / 2)
      )
        for (let at = 0; left > 0; ) {
          const parts = (best.files[path] ?? '').split(separator);
          if (at >= parts.length || parts.length < 2) break;
          parts.splice(at, size);
          if (!attempt({ ...best, files: { ...best.files, [path]: parts.join(separator) } })) at += size;
        }
  return best;
}
