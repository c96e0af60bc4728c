/**
 * A moment as a `datetime-local` field has it, in the time zone of the browser;
 * empty if the text is no moment.
 */
export function toLocalTime(moment: string | undefined): string {
  const at = new Date(moment ?? NaN);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const date = [
    String(at.getFullYear()).padStart(4, '0'),
    twoDigits(at.getMonth() + 1),
    twoDigits(at.getDate()),
  ].join('-');
  const seconds = at.getSeconds() > 0 ? [twoDigits(at.getSeconds())] : [];
  const time = [
    twoDigits(at.getHours()),
    twoDigits(at.getMinutes()),
    ...seconds,
  ].join(':');
  return `${date}T${time}`;
}

/** The moment that such a field means, in UTC; undefined while it is empty. */
export function fromLocalTime(text: string): string | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
