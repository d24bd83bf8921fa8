import { declare } from '../../diagnostics/declare.ts';
import { apiPage, pages } from '../../ecs/facts/pages.ts';
import { refusedOnFargate } from '../carry.ts';
import { at, linuxParameters } from '../context.ts';
import { defineKey } from '../define.ts';

const see = apiPage('Device');
const letters: Readonly<Record<string, string>> = { r: 'read', w: 'write', m: 'mknod' };

export const deviceNotAPath = declare<{ source: string }>(() => ({
  code: 'devices/not-a-path',
  severity: 'error',
  message: ({ source }) => `${source} is no path of a device.`,
  why: 'ECS maps device files of the instance; it does not know the names of the Container Device Interface.',
  fix: 'Name the device file (/dev/…); for GPUs use gpus or deploy.resources.reservations.devices.',
  see,
  allow: 'the device is left out',
}));

const fargate = refusedOnFargate(
  'devices',
  'Tasks on Fargate have no devices of a host.',
  'Run the service on EC2 (--target ec2), or remove the devices.',
  pages.fargate,
);
export const devicesOnFargate = fargate.report;

export const devices = defineKey<'devices'>({
  handling: 'mapped',
  doc: {
    bridge: 'linuxParameters.devices',
    fargate: 'error',
    note: 'Host path, container path when it differs, permissions when they are not rwm. Names of the Container Device Interface are an error.',
    see,
  },
  diagnostics: { deviceNotAPath, devicesOnFargate },
  map(value, context) {
    if (fargate.where(context)) {
      context.report(devicesOnFargate, { path: context.path });
      return;
    }
    const mapped = value.flatMap(({ source = '', target, permissions }, index) => {
      if (!source.startsWith('/')) {
        context.report(deviceNotAPath, at(context, index), { source });
        return [];
      }
      const granted = [...'rwm'].filter((letter) => (permissions || 'rwm').includes(letter));
      return [
        {
          hostPath: source,
          ...(target && target !== source ? { containerPath: target } : {}),
          ...(granted.length < 3 ? { permissions: granted.map((letter) => letters[letter] ?? letter) } : {}),
        },
      ];
    });
    if (mapped.length > 0) linuxParameters(context).devices = mapped;
  },
});
