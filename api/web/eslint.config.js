import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'postcss.config.cjs'] },
  ...tseslint.configs.recommended,
  { files: ['src/**/*.{ts,tsx}'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  {
    rules: {
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      // All requests pass src/api, which knows what to do when the session or the connection is lost.
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Use src/api.' }],
    },
  },
  { files: ['src/api/**', 'test/**'], rules: { 'no-restricted-globals': 'off' } },
);
