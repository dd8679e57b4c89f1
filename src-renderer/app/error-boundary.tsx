import { Component, type ReactNode } from 'react';
import { toWorkbenchError } from '#contract/errors/workbench-error';
import { Button } from '../ui/button';
import { ErrorCardOf } from '../ui/error-card';

interface ErrorBoundaryProps {
  /** What is replaced by the card: the whole window or one screen of it. */
  readonly place: 'window' | 'screen';
  readonly children: ReactNode;
}

/** Shows a fault of ours in place of the part that met it. Training goes on: it lives in other processes. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: toWorkbenchError(error) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="fault" role="region" aria-label="Fault">
        <h1 className="visually-hidden">A fault of Assay</h1>
        <ErrorCardOf
          error={error}
          actions={
            <>
              <Button onClick={() => window.location.reload()} icon="repeat">
                Reload the window
              </Button>
              {this.props.place === 'screen' && (
                <Button variant="ghost" onClick={() => this.setState({ error: null })}>
                  Show the screen again
                </Button>
              )}
            </>
          }
        />
        <p className="text-3 text-sm">Runs train in their own processes: a fault of the window does not touch them.</p>
      </div>
    );
  }
}
