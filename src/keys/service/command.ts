import type { ServiceKey } from '../../compose/model.ts';
import { type Declaration, declare } from '../../diagnostics/declare.ts';
import type { MappedKey } from '../define.ts';
import { containerMember } from '../pages.ts';

type WordsKey = Extract<ServiceKey, 'command' | 'entrypoint'>;

function words(member: 'command' | 'entryPoint', imagePart: string, cleared: Declaration): MappedKey<WordsKey> {
  return {
    handling: 'mapped',
    doc: {
      bridge: member,
      note: `A text is split into words as Compose splits it; no shell runs. An empty one cannot be said: warning, and the image’s ${imagePart} runs.`,
      see: containerMember(member),
    },
    diagnostics: { cleared },
    map(value, { container, report, path }) {
      if (value.length === 0 || (value.length === 1 && value[0] === '')) report(cleared, { path });
      else container.definition[member] = [...value];
    },
  };
}

const cannotClear = (key: WordsKey, imagePart: string): Declaration =>
  declare(() => ({
    code: `${key}/cannot-clear`,
    severity: 'warning',
    message: `An empty ${key} cannot be said in ECS: the ${imagePart} of the image stays.`,
    why: `Compose clears the ${imagePart} of the image; ECS takes an empty list for none given.`,
    fix:
      key === 'command'
        ? 'Write out what should run, or build an image without CMD.'
        : 'Write the whole command as entrypoint and leave command out: it then runs alone, with Compose too.',
    see: containerMember(key === 'command' ? 'command' : 'entryPoint'),
  }));

export const commandCleared = cannotClear('command', 'CMD');
export const entrypointCleared = cannotClear('entrypoint', 'ENTRYPOINT');

export const command = words('command', 'CMD', commandCleared);
export const entrypoint = words('entryPoint', 'ENTRYPOINT', entrypointCleared);
