import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../contract/failure';
import { failureMessage } from '../failure-message';

interface FailureNoticeProps {
  failure: Failure;
  onRetry?: () => void;
  onDismiss?: () => void;
}

/** One sentence on what failed and what to do, its technical cause on demand, and the way on. */
export function FailureNotice({ failure, onRetry, onDismiss }: FailureNoticeProps) {
  const { text, detail } = failureMessage(failure);
  return (
    <div className="message" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div className="message-text">
        {text}
        {detail !== undefined && (
          <details className="message-detail">
            <summary>Technical detail</summary>
            {detail}
          </details>
        )}
      </div>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Retry
        </button>
      )}
      {onDismiss && (
        <button type="button" className="button" onClick={onDismiss}>
          Dismiss
        </button>
      )}
    </div>
  );
}

/** A caution that does not stop anything. */
export function DoubtNotice({ children }: { children: ReactNode }) {
  return (
    <div className="message message-doubt">
      <TriangleAlert size={16} aria-hidden />
      <div className="message-text">{children}</div>
    </div>
  );
}
