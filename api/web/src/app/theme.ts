import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import i18n from '../text/i18n';

// Petrol: calm beside grey surfaces, and far from the red and green of verdicts.
const petrol: MantineColorsTuple = [
  '#e6f5f7', '#d3e8eb', '#a7d0d6', '#78b7c0', '#52a2ad', '#3995a1', '#2a8e9c', '#187b88', '#0b6e7a', '#005f6b',
];

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Liberation Sans", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Of notifications and dialogs too: a cross has no name by itself.
    CloseButton: { defaultProps: () => ({ 'aria-label': i18n.t('shell:close') }) },
  },
});

// Mantine's own greys for secondary text do not reach the contrast of WCAG 2.2 AA (4.5:1).
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d64',
    '--mantine-color-placeholder': '#646b72',
    '--mantine-color-error': '#b42318',
  },
  dark: {
    '--mantine-color-dimmed': '#b4bac0',
    '--mantine-color-placeholder': '#a2a8ae',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': '#78c5d0',
  },
});
