import { useFormat } from '../../../text/format';

/** useRecorded writes a date of a record, which may be a year, a month, a day, or a day with a time, local to the place. */
export function useRecorded(): (date: string | undefined) => string {
  const format = useFormat();
  return (date) => {
    const [day, time] = (date ?? '').split('T');
    return [format.date(day), time].filter(Boolean).join(', ');
  };
}

/** begun has a capital at its beginning, as the service's remarks have when they stand alone. */
export const begun = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
