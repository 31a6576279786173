import { useMemo } from 'react';
import { api, type Schemas } from '../../../api/client';

/** usePlaces gives countries and states their names. */
export function usePlaces() {
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  return useMemo(() => {
    const countries = data?.items ?? [];
    const country = (code: string) => countries.find((one) => one.code === code);
    const state = (of: string, code: string) => country(of)?.states.find((one) => one.code === code)?.name ?? '';
    return {
      countries,
      country: (code: string) => country(code)?.name ?? code,
      state,
      /** A place as it is read in a line: municipality and state. */
      words: (place: Schemas['Place'] | undefined) =>
        [place?.municipality, place?.state && place.country ? state(place.country, place.state) : ''].filter(Boolean).join(', '),
    };
  }, [data]);
}
