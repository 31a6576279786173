import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../text/format';
import { Section } from './Section';

/** RefusedFiles are acquisitions in which nothing could be compared: why, and what to do. */
export function RefusedFiles({ files, count }: { files: Schemas['RefusedFile'][]; count: number }) {
  const { t } = useTranslation('work');
  const format = useFormat();
  return (
    <Section title={t('refused.title')} hint={t('refused.hint')} count={count} items={files}>
      {(shown) => (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {shown.map((file) => (
            <Box component="li" key={file.acquisition}>
              <Group gap="xs" justify="space-between" wrap="nowrap">
                <Anchor component={Link} href={`/acquisitions/${file.acquisition}`} size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {t('refused.file', { number: file.number, name: file.file_name })}
                </Anchor>
                <Text size="sm" c="dimmed" flex="none" title={format.moment(file.since)}>{format.ago(file.since)}</Text>
              </Group>
              <Text size="sm">{file.reason}</Text>
              {file.remedy && <Text size="sm"><Text span inherit fw={600}>{t('refused.remedy')}</Text> {file.remedy}</Text>}
            </Box>
          ))}
        </Stack>
      )}
    </Section>
  );
}
