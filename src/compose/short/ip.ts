const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Whether a text is an IPv4 or IPv6 address. */
export function isIp(text: string): boolean {
  if (!text.includes(':')) return ipv4.test(text);
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !(ipv4.test(last) && !text.endsWith('::'))) return false;
  if (!groups.every((group, i) => (embedded && i === groups.length - 1) || /^[0-9a-fA-F]{1,4}$/.test(group)))
    return false;
  const count = groups.length + (embedded ? 1 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
