// One file to one address, in parts (draft-ietf-httpbis-resumable-upload): whatever breaks, it goes
// on from the offset that the server has.

/** The session has ended; only a person can mend that. */
export class SignedOut extends Error {}

export interface Line {
  headers(): Record<string, string>;
  renewToken(): Promise<void>;
  weak(is: boolean): void;
  arrived(offset: number): void;
  most?: number; // bytes of a part that the server takes
  full?: boolean; // 503 says that there is no room, and is not waited for
  signal?: AbortSignal; // ended: no more is sent
}

const least = 16 * 1024;
const large = 4 * 1024 * 1024;
const first = 128 * 1024;
const aim = 2000; // milliseconds that a part should take
const patience = 60_000;

/** Waits, at most until the browser says that there is a line again. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((fulfil) => {
    const end = (): void => {
      window.clearTimeout(timer);
      window.removeEventListener('online', end);
      fulfil();
    };
    const timer = window.setTimeout(end, milliseconds);
    window.addEventListener('online', end);
  });
}

async function offsetAt(address: string, line: Line): Promise<number> {
  const response = await fetch(address, {
    method: 'HEAD',
    headers: line.headers(),
    signal: AbortSignal.timeout(patience),
  });
  if (response.status === 401) throw new SignedOut();
  if (!response.ok) throw new Error(String(response.status));
  return Number(response.headers.get('Upload-Offset'));
}

/** Whether all of it has arrived; it has not where the server takes no more of it. */
export async function send(file: File, address: string, from: number, line: Line): Promise<boolean> {
  const most = line.most ?? large;
  let offset = from;
  let size = first;
  let wait = 1000;
  while (offset < file.size) {
    if (line.signal?.aborted) return false;
    const begun = performance.now();
    try {
      const response = await fetch(address, {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/partial-upload',
          'Upload-Offset': String(offset),
          ...line.headers(),
        },
        body: file.slice(offset, offset + size),
        signal: AbortSignal.timeout(patience),
      });
      if (response.status === 401) throw new SignedOut();
      if (response.status === 503 && line.full) return false;
      if (response.status === 403) await line.renewToken();
      // Too much at once (429) is waited for like a line that is down.
      if ([403, 429].includes(response.status) || response.status >= 500) {
        throw new Error(String(response.status));
      }
      const now = Number(response.headers.get('Upload-Offset') ?? offset);
      if (!response.ok && now === offset) return false;
      offset = now;
      const taken = Math.max(1, performance.now() - begun);
      size = Math.round(Math.min(most, Math.max(least, Math.min(size * 2, (size * aim) / taken))));
      wait = 1000;
      line.weak(false);
    } catch (error) {
      if (error instanceof SignedOut) throw error;
      line.weak(true);
      size = Math.max(least, Math.round(size / 2));
      await pause(wait);
      wait = Math.min(wait * 2, 30_000);
      offset = await offsetAt(address, line).catch((lost: unknown) => {
        if (lost instanceof SignedOut) throw lost;
        return offset;
      });
    }
    line.arrived(offset);
  }
  return true;
}
