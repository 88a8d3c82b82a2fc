import { createTheme } from '@mantine/core';

/** Only what has no style of its own goes here: colours and sizes are variables in app.css. */
export const theme = createTheme({ respectReducedMotion: true, cursorType: 'pointer' });
