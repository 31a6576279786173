import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { drafts } from '../../../app/draft';
import { Answer } from '../../../parts/Answer';
import { IconPlus } from '../../../parts/icons';
import { useRecorded } from '../parts/recorded';
import { Section } from '../parts/Section';
import styles from './Custody.module.css';
import { TransferForm, type Handler, type Transfer } from './TransferForm';

/** Custody is who had an exhibit, from hand to hand. */
export function Custody({ exhibit, may }: { exhibit: string; may: boolean }) {
  const { t } = useTranslation('enter');
  const draft = `enter.transfer.${exhibit}`;
  const [adding, add] = useState(() => drafts(draft).length > 0);
  const found = api.useQuery('get', '/api/v1/exhibits/{id}/transfers', { params: { path: { id: exhibit }, query: { limit: 500 } } });
  return (
    <Section
      title={t('custody.title')}
      actions={may && !adding && <Button size="compact-xs" h={24} variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => add(true)}>{t('custody.add')}</Button>}
    >
      <Answer of={found}>
        {({ items }) => {
          // As it was handed on, which need not be as it was entered.
          const steps = [...items].reverse().sort((a, b) => a.at.localeCompare(b.at));
          return (
            <>
              {steps.length === 0 ? <Text c="dimmed" size="sm">{t('custody.none')}</Text> : (
                <ol className={styles.chain}>{steps.map((one) => <Step key={one.id} one={one} />)}</ol>
              )}
              {adding && <TransferForm exhibit={exhibit} draft={draft} last={steps.at(-1)} done={() => add(false)} />}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function Step({ one }: { one: Transfer }) {
  const { t } = useTranslation('enter');
  const recorded = useRecorded();
  return (
    <li>
      <Text size="sm"><b>{recorded(one.at)}</b> · {one.reason}</Text>
      <Text size="sm">{t('custody.step', { from: who(one.from), to: who(one.to) })}</Text>
      <Text size="xs" c="dimmed">
        {[one.place, one.state, one.from.signature && t('custody.signedFrom', { how: one.from.signature }), one.to.signature && t('custody.signedTo', { how: one.to.signature })].filter(Boolean).join(' · ')}
      </Text>
    </li>
  );
}

const who = ({ name, post, institution }: Handler) => [name, post, institution].filter(Boolean).join(', ');
