import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useLaboratories } from '../../parts/laboratories';
import { useFormat } from '../../text/format';

/** usePlaces names states and places in words. */
export function usePlaces() {
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const state = useCallback(
    (code: string | undefined, country?: string) => {
      for (const one of data?.items ?? []) {
        if (country && one.code !== country) continue;
        const found = one.states.find((each) => each.code === code);
        if (found) return found.name;
      }
      return code ?? '';
    },
    [data],
  );
  const country = useCallback((code: string | undefined) => data?.items.find((one) => one.code === code)?.name ?? code ?? '', [data]);
  const place = useCallback(
    (of: { country?: string; state?: string; municipality?: string } | undefined) =>
      [of?.municipality, state(of?.state, of?.country) || country(of?.country)].filter(Boolean).join(', '),
    [state, country],
  );
  return { state, country, place };
}

/** useWords says what a filter's value is called. */
export function useWords() {
  const { t } = useTranslation(['find', 'terms']);
  const format = useFormat();
  const labs = useLaboratories();
  const { state, country } = usePlaces();
  return (name: string, value: string): string => {
    switch (name) {
      case 'kind':
      case 'status':
        return t(`${name}.${value}`);
      case 'origin':
        return t(`terms:origin.${value}`);
      case 'lab':
        return labs.of(value)?.name ?? value;
      case 'state':
        return state(value);
      case 'country':
        return country(value);
      case 'from':
      case 'to':
        return format.date(value);
    }
    return value;
  };
}
