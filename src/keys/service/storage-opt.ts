import { parseBytes } from '../../compose/units.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { at, onFargate } from '../context.ts';
import { defineKey } from '../define.ts';

const see = pages.fargateStorage;
const gibibyte = 1024 ** 3;

export const storageOptionDropped = declare<{ name: string }>(() => ({
  code: 'storage_opt/option-dropped',
  severity: 'warning',
  message: ({ name }) => `The storage option ${name} is dropped.`,
  why: 'ECS passes no options to the storage driver; on Fargate it sizes the storage of the task.',
  fix: 'On EC2, size the volume of the container instance. On Fargate, write size.',
  see,
}));

export const storageSizeUnreadable = declare(() => ({
  code: 'storage_opt/size-unreadable',
  severity: 'error',
  message: 'The storage size cannot be read.',
  why: 'It is a number with a unit, such as 40G.',
  fix: 'Write the size with a unit.',
  see,
  allow: 'the storage keeps its default size',
}));

export const storageOpt = defineKey<'storage_opt'>({
  handling: 'mapped',
  doc: {
    bridge: '—',
    fargate: 'ephemeralStorage',
    note: 'size in GiB, rounded up, the largest of the task, 21 to 200 (20 come anyway). EC2, and any other option: dropped with a warning.',
    see,
  },
  diagnostics: { storageOptionDropped, storageSizeUnreadable },
  map(value, context) {
    for (const [name, text] of Object.entries(value)) {
      if (name !== 'size' || !onFargate(context)) {
        context.report(storageOptionDropped, at(context, name), { name });
        continue;
      }
      const bytes = parseBytes(String(text));
      if (bytes === undefined || bytes <= 0) context.report(storageSizeUnreadable, at(context, name));
      else context.container.needs.storage = { value: Math.ceil(bytes / gibibyte), path: [...context.path, name] };
    }
  },
});
