// A form that anybody may post asks the browser for a little work, so that a program cannot post
// thousands: a number whose SHA-256, after the form's challenge, begins with enough zero bits. It is
// looked for from the first touch on, a little at a time. Without this script the form goes through
// by a slower way.
import { solve } from './work';

const form = document.querySelector<HTMLFormElement>('form[data-challenge]');

function field(name: string): HTMLInputElement | null | undefined {
  return form?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
}

if (form) {
  const challenge = form.dataset['challenge'] ?? '';
  let solution: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    solution ??= solve(challenge, Number(form.dataset['bits'])).then((number) => {
      const [given, found] = [field('challenge'), field('solution')];
      if (given) given.value = challenge;
      if (found) found.value = number;
    });
    return solution;
  };
  form.addEventListener('focusin', () => void begin(), { once: true });
  form.addEventListener('submit', (event) => {
    if (field('solution')?.value) return;
    event.preventDefault();
    const { submitter } = event;
    void begin().then(() => form.requestSubmit(submitter));
  });
}
