import { patterns } from '../ecs/facts/patterns.ts';
import type { Kind, Read } from './kinds.ts';
import type { EfsReference, TargetGroupReference } from './options.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `fs-…`, `fs-…:fsap-…`, or the two by name. */
export const efsReference = {
  read: (value: unknown): Read<EfsReference> => {
    const [fileSystemId, accessPointId, rest] =
      typeof value === 'string'
        ? value.split(':')
        : isObject(value)
          ? [value.fileSystemId, value.accessPointId, undefined]
          : [];
    if (typeof fileSystemId !== 'string' || !patterns.efsFileSystemId.test(fileSystemId) || rest !== undefined)
      return { problem: 'must be an EFS file system such as fs-0123456789abcdef0, with or without :fsap-…' };
    if (accessPointId === undefined) return { value: { fileSystemId } };
    if (typeof accessPointId !== 'string' || !patterns.efsAccessPointId.test(accessPointId))
      return { problem: 'must name the access point as fsap-…' };
    return { value: { fileSystemId, accessPointId } };
  },
  schema: {
    type: ['string', 'object'],
    pattern: '^fs-[0-9a-f]{8,40}(:fsap-[0-9a-f]{8,40})?$',
    properties: { fileSystemId: { type: 'string' }, accessPointId: { type: 'string' } },
    required: ['fileSystemId'],
    additionalProperties: false,
  },
};

const form = 'SERVICE:PORT=ARN';

/** `SERVICE:PORT=ARN`; in `x-ecs` and the library also a mapping, or objects. */
export const targetGroups: Kind<
  readonly TargetGroupReference[],
  readonly (string | TargetGroupReference)[] | Readonly<Record<string, string>>
> = {
  placeholder: form,
  repeatable: true,
  read: (value) => {
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : isObject(value)
        ? Object.entries(value).map(([name, arn]) => `${name}=${String(arn)}`)
        : [value];
    const read: TargetGroupReference[] = [];
    for (const item of items) {
      const one = reference(item);
      if ('problem' in one) return one;
      read.push(one.value);
    }
    return { value: read };
  },
  schema: {
    type: ['array', 'object'],
    additionalProperties: { type: 'string', pattern: patterns.targetGroupArn.source },
    items: {
      type: ['string', 'object'],
      pattern: '^[^:=]+:[0-9]+=.+',
      properties: {
        service: { type: 'string' },
        port: { type: ['integer', 'string'] },
        arn: { type: 'string', pattern: patterns.targetGroupArn.source },
      },
      required: ['service', 'port', 'arn'],
      additionalProperties: false,
    },
  },
};

function reference(item: unknown): Read<TargetGroupReference> {
  const parts = typeof item === 'string' ? /^([^:=]+):(\d{1,5})=(.*)$/.exec(item)?.slice(1) : undefined;
  const [service, port, arn] = parts ?? (isObject(item) ? [item.service, item.port, item.arn] : []);
  const number = Number(port);
  if (typeof service !== 'string' || typeof arn !== 'string') return { problem: `must be ${form}` };
  if (!Number.isInteger(number) || number < 1 || number > 65535)
    return { problem: `must be ${form} with a port from 1 to 65535` };
  if (!patterns.targetGroupArn.test(arn)) return { problem: 'must name the ARN of a target group' };
  return { value: { service, port: number, arn } };
}
