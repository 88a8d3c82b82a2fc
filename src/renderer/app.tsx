import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import './app.css';
import { ConnectionBanner } from './components/connection-banner.tsx';
import { LiveRegion } from './components/live-region.tsx';
import { ShutPage } from './components/shut-page.tsx';
import { JobsScreen } from './screens/jobs/jobs-screen.tsx';
import { useConnection } from './stores/connection-store.ts';
import { theme } from './theme.ts';

export function App() {
  const { phase } = useConnection(({ state }) => state);
  return (
    // Style elements made at run time are against the policy of the pages: variables and classes are in app.css.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <header className="app-header">
        <span className="app-name">Meterhaul</span>
        <span className="app-purpose">Metering history to a VTN, every interval exactly once</span>
      </header>
      <main className="app-main">
        {phase === 'shut' ? (
          <ShutPage />
        ) : (
          <>
            <ConnectionBanner />
            <JobsScreen />
          </>
        )}
      </main>
      <LiveRegion />
    </MantineProvider>
  );
}
