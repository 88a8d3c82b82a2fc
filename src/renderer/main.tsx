// Before anything that makes a schema.
import '../contract/without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startConnection } from './start-connection.ts';
import { noteCommand } from './stores/shell-commands-store.ts';
import { startWords } from './words/i18n.ts';

startWords();
startConnection();
window.meterhaul?.onCommand(noteCommand);

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no place for the app.');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
