import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatFileMode,
  isFormatted,
  parseBoolean,
  parseBytes,
  parseDuration,
  parseFileMode,
  parseInteger,
  parseNanoseconds,
  scalarText,
} from '../../src/compose/units.ts';

describe('byte sizes', () => {
  it.each([
    ['64m', 67108864],
    ['1.5g', 1610612736],
    ['10 kb', 10240],
    ['2GiB', 2147483648],
    ['100', 100],
    ['1.9', 1],
    ['3b', 3],
    ['-1', -1],
    ['1e3', 1000],
    ['+5k', 5120],
    ['1_000', 1000],
  ])('%s', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  it.each(['', 'lots', '-5', '1x', '5mm', '1..2m', ' 5', '5bb', '5 kbb', '-5k', '1__0', '1_', '--1'])(
    '%j is none',
    (text) => expect(parseBytes(text)).toBeUndefined(),
  );

  it('prints without an exponent', () => expect(formatBytes(2 ** 80)).toBe('1208925819614629174706176'));
});

describe('durations', () => {
  it.each([
    ['1m30s', '1m30s'],
    ['90s', '1m30s'],
    ['1500ms', '1.5s'],
    ['0.5s', '500ms'],
    ['0s', '0s'],
    ['0', '0s'],
    ['-5s', '-5s'],
    ['1d', '24h0m0s'],
    ['1w2d', '216h0m0s'],
    ['1h1m1s1ms1us1ns', '1h1m1.001001001s'],
    ['1.5us', '1.5µs'],
  ])('%s is %s', (text, printed) => expect(formatDuration(parseNanoseconds(text) ?? -1n)).toBe(printed));

  it.each(['30', '5 parsecs', '', 's', '1m 30s', '.s', '99999999999h'])('%j is none', (text) =>
    expect(parseNanoseconds(text)).toBeUndefined(),
  );

  it('knows whole seconds that are spelled as they are printed', () => {
    const printed = (text: string) => formatDuration(parseNanoseconds(text) ?? -1n);
    for (let seconds = 0; seconds < 100_000; seconds += 7) {
      expect(isFormatted(printed(`${seconds}s`)), `${seconds}s`).toBe(seconds > 0);
      if (isFormatted(`${seconds}s`)) expect(printed(`${seconds}s`)).toBe(`${seconds}s`);
    }
    for (const text of ['60s', '05s', '1m', '1m60s', '0m5s', '60m0s', '0h1m0s', '1h1s', '1.5s', '5ms', '', 's'])
      expect(isFormatted(text), text).toBe(false);
  });

  it('counts seconds', () => expect(parseDuration('1m1.5s')).toBe(61.5));
});

describe('other scalars', () => {
  it('reads octal modes', () => {
    expect(parseFileMode('0440')).toBe(0o440);
    expect(parseFileMode('9')).toBeUndefined();
    expect(formatFileMode(0o440)).toBe('0440');
    expect(parseFileMode('-01')).toBe(-1);
    expect(formatFileMode(-1)).toBe('-01');
  });

  it('reads integers within 64 bits', () => {
    expect(parseInteger('010')).toBe(10);
    expect(parseInteger('9223372036854775807')).toBe(9223372036854775807n);
    expect(parseInteger('9223372036854775808')).toBeUndefined();
    expect(parseInteger('1.0')).toBeUndefined();
  });

  it('reads words as booleans', () => {
    expect(parseBoolean('Yes')).toBe(true);
    expect(parseBoolean('off')).toBe(false);
    expect(parseBoolean('constructor')).toBeUndefined();
  });

  it('writes scalars as Go does', () => {
    expect(scalarText(1.1, true)).toBe('1.1');
    expect(scalarText(1, true)).toBe('1');
    expect(scalarText(1e6, true)).toBe('1e+06');
    expect(scalarText(123456789.5, true)).toBe('1.234567895e+08');
    expect(scalarText(0.00001, true)).toBe('1e-05');
    expect(scalarText(1000000)).toBe('1000000');
    expect(scalarText(12345678901234567890n)).toBe('12345678901234567890');
    expect(scalarText(true)).toBe('true');
    expect(scalarText(null)).toBe('');
  });
});
