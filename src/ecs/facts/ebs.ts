import type { Range } from './limits.ts';

interface EbsType {
  /** GiB. */
  readonly size: Range;
  readonly iops?: Range;
  readonly iopsRequired?: true;
  /** MiB/s. */
  readonly throughput?: Range;
  readonly notOnFargate?: true;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html */
export const ebsTypes: Readonly<Record<string, EbsType>> = {
  gp2: { size: [1, 16_384] },
  gp3: { size: [1, 16_384], iops: [3000, 16_000], throughput: [125, 1000] },
  io1: { size: [4, 16_384], iops: [100, 64_000], iopsRequired: true },
  io2: { size: [4, 16_384], iops: [100, 256_000], iopsRequired: true },
  st1: { size: [125, 16_384] },
  sc1: { size: [125, 16_384] },
  standard: { size: [1, 1024], notOnFargate: true },
};
