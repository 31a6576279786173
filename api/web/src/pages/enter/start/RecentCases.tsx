import { ActionIcon, Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../../api/client';
import { IconPlus } from '../../../parts/icons';
import { byPage } from '../../../parts/More';
import { useOwnLabs } from '../labs';
import { usePlaceText } from '../parts/place';
import { Listed } from '../parts/Listed';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';

/** RecentCases are the cases that were entered last, to go on with. */
export function RecentCases() {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  const place = usePlaceText();
  const [lab] = useOwnLabs();
  const found = api.useInfiniteQuery('get', '/api/v1/cases', { params: { query: { lab, limit: 12 } } }, byPage);
  return (
    <Section title={t('start.recent')}>
      <Listed
        of={found} none={t('start.noCases')}
        heads={[t('case.number'), t('case.offence'), t('case.occurred'), t('case.place'), <span className="visually-hidden">{t('exhibit.new')}</span>]}
        row={(one) => (
          <Table.Tr key={one.id}>
            <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}><Anchor inherit component={Link} href={`/cases/${one.id}`}>{one.number}</Anchor></Table.Th>
            <Table.Td>{one.offence}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{one.occurred ? recorded(one.occurred) : t('shell:unknown')}</Table.Td>
            <Table.Td>{place({ ...one.place, detail: '', latitude: undefined, longitude: undefined })}</Table.Td>
            <Table.Td>
              <ActionIcon variant="default" size={28} component={Link} href={`/exhibits/new?case=${one.id}`} aria-label={t('start.addTo', { number: one.number })}><IconPlus size={16} /></ActionIcon>
            </Table.Td>
          </Table.Tr>
        )}
      />
    </Section>
  );
}
