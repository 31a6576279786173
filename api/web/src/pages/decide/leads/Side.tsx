import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../../api/client';
import { useFormat } from '../../../text/format';
import { usePlaces } from '../list/usePlaces';

/** Side is one side of a pair in words: exhibit, case, date, place, calibre, laboratory. */
export function Side({ party, brief = false }: { party: Schemas['Party']; brief?: boolean }) {
  const { t } = useTranslation('decide');
  const format = useFormat();
  const places = usePlaces();
  const lines = brief
    ? [party.exhibit ? [party.case_number, party.lab_code] : []]
    : [[party.case_number, party.firearm_label], [format.date(party.occurred), places.words(party.place)], [party.calibre, party.origin && t(`terms:origin.${party.origin}`)], [party.lab_name]];
  return (
    <div>
      {party.exhibit
        ? <Anchor component={Link} size="sm" fw={600} href={`/exhibits/${party.exhibit}`}>{party.number}</Anchor>
        : <Text size="sm" c="dimmed">{t('sharedBy', { lab: party.lab_code })}</Text>}
      {lines.map((line) => line.filter(Boolean).join(' · ')).filter(Boolean).map((line) => <Text key={line} size="xs" c="dimmed">{line}</Text>)}
    </div>
  );
}
