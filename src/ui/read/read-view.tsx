import './read.css';
import { useEffect } from 'react';
import { useStores } from '../stores-context';
import { AnswerPanel } from './answer/answer-panel';
import { ConfigurationPanel } from './configuration/configuration-panel';
import { ImageList } from './images/image-list';
import { LatencyPanel } from './latency/latency-panel';
import { useReadShortcuts } from './use-read-shortcuts';
import { ImageViewer } from './viewer/image-viewer';

/** The main job: choose an image, get a caption and answers, switch the precision, read what each costs. */
export function ReadView() {
  const { reader } = useStores();
  useEffect(() => {
    void reader.open();
  }, [reader]);
  useReadShortcuts();
  return (
    <div className="read">
      <h1 className="visually-hidden">Read an image</h1>
      <ImageList />
      <ImageViewer />
      <div className="read-side">
        <ConfigurationPanel />
        <AnswerPanel />
        <LatencyPanel />
      </div>
    </div>
  );
}
