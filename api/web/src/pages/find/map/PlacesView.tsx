import { Flex, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrowed, type Query } from '../query';
import { FindMap } from './FindMap';
import { PlaceList } from './PlaceList';
import classes from './PlacesView.module.css';
import { byState, common, spots, type PlaceCount, type Spot } from './spots';

interface Props {
  places: PlaceCount[];
  /** All that was found, with a place or without. */
  total: number;
  query: Query;
  to: (query: Query) => void;
}

/** PlacesView shows where everything that was found lies: on a map, and as a list of states and municipalities. */
export default function PlacesView({ places, total, query, to }: Props) {
  const { t } = useTranslation('find');
  const [pointed, point] = useState<string>();
  const placed = places.reduce((sum, one) => sum + one.count, 0);
  const all = spots(places);
  const choose = (spot: Spot) => {
    const narrower = common(spot);
    if (!narrower || (narrower.state === query.state && (narrower.municipality ?? '') === (query.municipality ?? ''))) return false;
    to(narrowed(query, { municipality: undefined, ...narrower }));
    return true;
  };
  return (
    <>
      <Flex gap="md" className={classes.columns}>
        <FindMap all={all} pointed={pointed} choose={choose} />
        <PlaceList states={byState(places)} query={query} to={to} point={point} />
      </Flex>
      {all.some((spot) => spot.vague) && <Text size="sm" c="dimmed">{t('map.vague')}</Text>}
      {placed < total && <Text size="sm" c="dimmed">{t('map.without', { count: total - placed })}</Text>}
    </>
  );
}
