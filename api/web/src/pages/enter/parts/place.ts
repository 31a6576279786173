import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../../api/client';

/** usePlaceText writes a place as people do, from the smallest part to the largest. */
export function usePlaceText(): (place: Schemas['Place'] | undefined) => string {
  const { data } = api.useQuery('get', '/api/v1/places', {}, { staleTime: Infinity });
  const { t } = useTranslation('enter');
  return (place) => {
    if (!place) return '';
    const country = data?.items.find((one) => one.code === place.country);
    const state = country?.states.find((one) => one.code === place.state)?.name;
    const words = [place.detail, place.municipality, state, country?.name].filter(Boolean).join(', ');
    if (place.latitude === undefined || place.longitude === undefined) return words;
    const point = t('place.point', { latitude: place.latitude.toFixed(5), longitude: place.longitude.toFixed(5) });
    return words ? `${words}\n${point}` : point;
  };
}
