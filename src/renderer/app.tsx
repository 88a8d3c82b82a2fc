import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import './app.css';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ConnectionBanner } from './components/connection-banner.tsx';
import { LiveRegion } from './components/live-region.tsx';
import { ShutPage } from './components/shut-page.tsx';
import { Pages } from './pages.tsx';
import { PageHeader } from './screens/shell/page-header.tsx';
import { ShellCommands } from './screens/shell/shell-commands.tsx';
import { useConnection } from './stores/connection-store.ts';
import { useSettings } from './stores/settings-store.ts';
import { theme } from './theme.ts';
import { showLanguage } from './words/i18n.ts';

export function App() {
  const { phase } = useConnection(({ state }) => state);
  const { theme: colours, language } = useSettings();
  useEffect(() => {
    void showLanguage(language);
  }, [language]);
  return (
    // Style elements made at run time are against the policy of the pages: variables and classes are in app.css.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(colours === 'system' ? {} : { forceColorScheme: colours })}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Router hook={useHashLocation}>
        <PageHeader isShut={phase === 'shut'} />
        <main className="app-main" id="content">
          {phase === 'shut' ? (
            <ShutPage />
          ) : (
            <>
              <ConnectionBanner />
              <ShellCommands />
              <Pages />
            </>
          )}
        </main>
      </Router>
      <LiveRegion />
    </MantineProvider>
  );
}
