import { describe, expect, it } from 'vitest';
import { fargateRows, isFargateSize, smallestFargateSize } from '../../src/ecs/facts/fargate.ts';
import { instanceType, instanceTypeNames } from '../../src/ecs/facts/instances.ts';
import { capabilities, sysctlNamespace, tmpfsOptions } from '../../src/ecs/facts/lists.ts';
import { taskCpuUnits, taskMemoryMiB } from '../../src/ecs/facts/task-size.ts';

describe('the smallest size of Fargate that holds a sum', () => {
  it.each([
    [0, 0, 256, 512],
    [256, 512, 256, 512],
    [300, 512, 512, 1024],
    [512, 512, 512, 1024],
    [256, 2049, 512, 3072],
    [1024, 1024, 1024, 2048],
    [1024, 8193, 2048, 9216],
    [2048, 16385, 4096, 17408],
    [4096, 30721, 8192, 32768],
    [4096, 20000, 4096, 20480],
    [8192, 17000, 8192, 20480],
    [16384, 122881, 32768, 249856],
    [20000, 1000, 32768, 61440],
    [32768, 61441, 32768, 122880],
  ])('%i units and %i MiB take %i/%i', (cpu, memory, size, sizeMemory) => {
    expect(smallestFargateSize(cpu, memory)).toEqual({ cpu: size, memory: sizeMemory });
  });

  it('knows when nothing is large enough', () => {
    expect(smallestFargateSize(32768, 249857)).toBeUndefined();
    expect(smallestFargateSize(32769, 1)).toBeUndefined();
  });

  it('yields a legal size for each legal size', () => {
    for (const { cpu, memory } of fargateRows)
      for (const each of memory) {
        expect(isFargateSize({ cpu, memory: each })).toBe(true);
        expect(smallestFargateSize(cpu, each)).toEqual({ cpu, memory: each });
      }
    expect(isFargateSize({ cpu: 256, memory: 3072 })).toBe(false);
    expect(fargateRows.map((row) => row.memory.length)).toEqual([3, 4, 7, 13, 23, 12, 12, 3]);
  });
});

describe('task sizes as text', () => {
  it('reads digits and units', () => {
    expect(taskCpuUnits('512')).toBe(512);
    expect(taskCpuUnits('.25 vcpu')).toBe(256);
    expect(taskCpuUnits('1vCPU')).toBe(1024);
    expect(taskMemoryMiB('0.5GB')).toBe(512);
    expect(taskMemoryMiB('2 GB')).toBe(2048);
  });
  it('refuses the rest', () => {
    for (const text of ['', '1.5', '-1', '512m', '1 GiB', 'x']) {
      expect(taskCpuUnits(text)).toBeUndefined();
      expect(taskMemoryMiB(text)).toBeUndefined();
    }
  });
});

describe('instance types', () => {
  it('knows CPU and memory, and what the system keeps of it', () => {
    expect(instanceType('t2.micro')).toMatchObject({ vcpu: 1, cpu: 1024, installedMemory: 1024 });
    expect(instanceType('t3.micro')).toMatchObject({ vcpu: 2, installedMemory: 1024 });
    expect(instanceType('M5.large')).toMatchObject({ name: 'm5.large', vcpu: 2, installedMemory: 8192 });
    expect(instanceType('t4g.small')?.architecture).toBe('ARM64');
    expect(instanceType('m4.large')?.memory).toBeLessThan(7985);
    expect(instanceType('m5.medium')).toBeUndefined();
    expect(instanceType('constructor.large')).toBeUndefined();
  });
  it('finds each name that it lists', () => {
    for (const name of instanceTypeNames()) expect(instanceType(name)?.name).toBe(name);
  });
});

describe('lists', () => {
  it('are complete', () => {
    expect([capabilities.size, tmpfsOptions.size]).toEqual([38, 39]);
  });
  it('sorts sysctls by namespace', () => {
    expect(sysctlNamespace('kernel.shmmax')).toBe('ipc');
    expect(sysctlNamespace('fs.mqueue.msg_max')).toBe('ipc');
    expect(sysctlNamespace('net.core.somaxconn')).toBe('net');
    expect(sysctlNamespace('vm.max_map_count')).toBeUndefined();
    expect(sysctlNamespace('net.')).toBeUndefined();
  });
});
