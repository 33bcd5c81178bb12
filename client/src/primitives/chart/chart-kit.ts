/** The parts of Chart.js that the charts use, in a chunk of their own. */
import {
  Chart,
  Decimation,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';

Chart.register(Decimation, LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export { Chart };
