import { BarChart, BoxplotChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([
  LabelLayout,
  BarChart,
  BoxplotChart,
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

export interface ChartProps {
  /** What the picture shows, for those who can't see it; the table below holds the figures. */
  description: string;
  option: EChartsCoreOption;
  heightPx: number;
}

/** Draws with ECharts into SVG. Colours are our CSS variables, so dark, light and print need no second drawing. */
export function Chart({ description, option, heightPx }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    if (element.current === null) return undefined;
    const drawn = init(element.current, null, { renderer: 'svg' });
    chart.current = drawn;
    // Paper has another width, and nothing is drawn anew for it: with a view box the drawing shrinks instead of being cut.
    drawn.on('rendered', () => {
      const drawing = drawn.getDom().querySelector('svg');
      drawing?.setAttribute('viewBox', `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`);
    });
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  useEffect(() => {
    chart.current?.resize();
  }, [heightPx]);
  return <div ref={element} className="chart" role="img" aria-label={description} style={{ height: heightPx }} />;
}
