const encoder = new TextEncoder();

/**
 * A text in parts as UTF-8, one room full after the other: of a large text neither the whole nor its bytes are in memory.
 * The room is used again: what is yielded is good until the next.
 */
export function* encoded(parts: Iterable<string>, room: Uint8Array): Generator<Uint8Array> {
  let filled = 0;
  for (const part of parts) {
    let left = part;
    for (;;) {
      const { read, written } = encoder.encodeInto(left, room.subarray(filled));
      filled += written;
      if (read === left.length) break;
      left = left.slice(read);
      yield room.subarray(0, filled);
      filled = 0;
    }
  }
  if (filled > 0) yield room.subarray(0, filled);
}
