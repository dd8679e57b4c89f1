import './lib/zod-jitless';
import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { ErrorBoundary } from './app/error-boundary';
import { followHistory } from './lib/navigation';
import { connectTopics, queryClient } from './lib/query';
import { TooltipProvider } from './ui/tooltip';

// Lives as long as the window: a reload of the page ends it.
connectTopics();
followHistory();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <ErrorBoundary place="window">
          <App />
        </ErrorBoundary>
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
