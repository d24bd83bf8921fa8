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

export const devicePermissions = declare<{ permissions: string }>(() => ({
  code: 'devices/permissions-invalid',
  severity: 'error',
  message: ({ permissions }) => `${permissions} are no permissions of a device.`,
  why: 'They are r (read), w (write) and m (mknod) in one word; Docker refuses any other letter.',
  fix: 'Write some of rwm, or leave them out for all three.',
  see,
  allow: 'Letters that are none of rwm are left out.',
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
    note: 'Host path, container path when it differs, permissions when they are not rwm. Names of the Container Device Interface, other letters than rwm, and a container path that is none are an error.',
    see,
  },
  diagnostics: { deviceNotAPath, devicePermissions, devicesOnFargate },
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
      if (target && !target.startsWith('/')) {
        context.report(deviceNotAPath, at(context, index), { source: target });
        return [];
      }
      if (permissions && !/^[rwm]+$/.test(permissions))
        context.report(devicePermissions, at(context, index), { permissions });
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
