import { Alert, Button, Code, Group } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import i18n from '../text/i18n';

/** ErrorBoundary shows what went wrong in a page in its place, and lets people go on elsewhere. */
export class ErrorBoundary extends Component<{ children: ReactNode; at?: string }, { error?: Error }> {
  state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  componentDidUpdate(before: { at?: string }) {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: undefined });
  }

  render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Alert color="red" m="md" title={i18n.t('shell:broken.title')}>
        {i18n.t('shell:broken.text')}
        <Code block my="sm">{error.message}</Code>
        <Group>
          <Button onClick={() => window.location.reload()}>{i18n.t('shell:broken.reload')}</Button>
        </Group>
      </Alert>
    );
  }
}
