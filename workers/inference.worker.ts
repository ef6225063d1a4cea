import { expose } from 'comlink';
import { InferenceService } from './inference-service';
import { reportRequests } from './report-requests';

reportRequests('worker');
expose(new InferenceService());
