import { Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../text/format';
import classes from '../FindPage.module.css';
import { narrowed, type Query } from '../query';
import { usePlaces } from '../useWords';
import own from './PlacesView.module.css';
import type { StateCount } from './spots';

interface Props {
  states: StateCount[];
  query: Query;
  to: (query: Query) => void;
  /** Shows on the map which place is meant. */
  point: (place: string | undefined) => void;
}

/** keyOf names a place, so that list and map mean the same. */
export const keyOf = (state: string | undefined, municipality = '') => `${state}/${municipality}`;

/** PlaceList is the map in words: each place narrows, and is taken off again. */
export function PlaceList({ states, query, to, point }: Props) {
  const { t } = useTranslation('find');
  const { state: named, country } = usePlaces();
  const format = useFormat();
  const row = (name: string, count: number, on: boolean, state: string | undefined, municipality?: string) => (
    <UnstyledButton
      className={classes.value} aria-pressed={on} disabled={!state}
      onClick={() => to(narrowed(query, on ? { municipality: undefined, ...(!municipality && { state: undefined }) } : { state, municipality }))}
      onFocus={() => point(keyOf(state, municipality))} onBlur={() => point(undefined)}
      onMouseEnter={() => point(keyOf(state, municipality))} onMouseLeave={() => point(undefined)}
    >
      <span>{name}</span>
      <span className="numbers">{format.number(count)}</span>
    </UnstyledButton>
  );
  return (
    <section className={own.list} aria-label={t('map.list')}>
      <Title order={2} size="sm" mb={4}>{t('map.list')}</Title>
      <ul>
        {states.map((one) => (
          <li key={`${one.country}-${one.state}`}>
            {row(
              one.state ? named(one.state, one.country) : one.country ? t('map.noState', { country: country(one.country) }) : t('map.nowhere'),
              one.count, one.state !== undefined && query.state === one.state && !query.municipality, one.state,
            )}
            <ul>
              {one.municipalities.map(({ name, count }) => (
                <li key={name}>{row(name, count, query.state === one.state && query.municipality === name, one.state, name)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
