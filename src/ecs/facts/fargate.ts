/**
 * The task sizes of Fargate, complete: CPU units and the MiB that each allows.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 * (32 vCPU stands in the 2026 guide and not yet in the SDK's comment.)
 */
export interface FargateRow {
  readonly cpu: number;
  readonly memory: readonly number[];
  readonly windows: boolean;
}

export interface FargateSize {
  /** CPU units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

const steps = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

export const fargateRows: readonly FargateRow[] = [
  { cpu: 256, memory: [512, 1024, 2048], windows: false },
  { cpu: 512, memory: steps(1024, 4096, 1024), windows: false },
  { cpu: 1024, memory: steps(2048, 8192, 1024), windows: true },
  { cpu: 2048, memory: steps(4096, 16_384, 1024), windows: true },
  { cpu: 4096, memory: steps(8192, 30_720, 1024), windows: true },
  { cpu: 8192, memory: steps(16_384, 61_440, 4096), windows: false },
  { cpu: 16_384, memory: steps(32_768, 122_880, 8192), windows: false },
  { cpu: 32_768, memory: [61_440, 122_880, 249_856], windows: false },
];

/** The largest task: what an error about a sum that does not fit can name. */
export const largestFargateSize: FargateSize = { cpu: 32_768, memory: 249_856 };

/**
 * The smallest legal size that holds the sums, never rounded down; it is also the cheapest, as steps get coarser upward.
 * `undefined` when no task of Fargate is large enough.
 */
export function smallestFargateSize(cpuUnits: number, memoryMiB: number): FargateSize | undefined {
  for (const row of fargateRows) {
    if (row.cpu < cpuUnits) continue;
    const memory = row.memory.find((size) => size >= memoryMiB);
    if (memory !== undefined) return { cpu: row.cpu, memory };
  }
  return undefined;
}

export const fargateRow = (cpu: number): FargateRow | undefined => fargateRows.find((row) => row.cpu === cpu);

export const isFargateSize = ({ cpu, memory }: FargateSize): boolean => !!fargateRow(cpu)?.memory.includes(memory);
