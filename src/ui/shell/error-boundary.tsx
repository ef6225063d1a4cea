import { Component, type ErrorInfo, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** A new name gives the part another try: the next view is not harmed by the last one's error. */
  name: string;
  children: ReactNode;
}

interface ErrorBoundaryState {
  failedName?: string;
  error?: unknown;
}

/** Keeps an error in one view from taking the page, its model and its conversations down. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('A view failed:', error, info.componentStack);
    this.setState({ failedName: this.props.name });
  }

  override render(): ReactNode {
    const { error, failedName } = this.state;
    if (error === undefined || (failedName !== undefined && failedName !== this.props.name)) return this.props.children;
    return (
      <div className="view-failed" role="alert">
        <h1>This view stopped because of an error in the page</h1>
        <p>The model and your conversations are kept. Show the view again, or go on in another one.</p>
        <pre className="message-detail">{error instanceof Error ? error.message : 'unknown error'}</pre>
        <button type="button" className="button" onClick={() => this.setState({ error: undefined })}>
          Show the view again
        </button>
      </div>
    );
  }
}
