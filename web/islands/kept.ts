// What this browser knows of files that are on their way ahead of a reply: attach.ts sends them,
// draft.ts keeps this with the rest of the draft. Whoever has the secret can go on with a file, or
// put it into a reply; the file itself is not kept.
export interface KeptUpload {
  field: string; // of the form: "upload", or "upload.N" of a question
  secret: string;
  name: string;
  bytes: number;
  modified: number;
  digest: string;
}

/** The event in which a draft hands back what it kept. */
export const back = 'uploads-back';

export function keptIn(form: HTMLFormElement): KeptUpload[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[data-kept]')].map(
    ({ dataset }) => JSON.parse(dataset['kept'] ?? '{}') as KeptUpload,
  );
}
