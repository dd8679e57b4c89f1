import { it } from 'vitest';
import { createOnnxRuntimeExecutor } from '/work/wt/gnn-net/src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { createBenchStep } from '/work/wt/gnn-net/src-main/engine/bench/bench-step';
import { graphNetwork } from '/work/wt/gnn-net/src-main/engine/bench/workloads/graph-network';
it('time', async () => {
  const threads = Number(process.env.NT ?? 2);
  const executor = await createOnnxRuntimeExecutor({ threads, passing: 'vector' });
  const model = JSON.parse(process.env.MODEL ?? '{}');
  const w = graphNetwork({ model, innings: Number(process.env.INN ?? 2) });
  const step = createBenchStep(w, executor);
  let t = performance.now(); await step.run(); console.log('first', performance.now() - t);
  const times: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < Number(process.env.N ?? 12); i++) { t = performance.now(); const c = process.cpuUsage(); await step.run(); times.push(performance.now() - t); const d = process.cpuUsage(c); cpu.push((d.user + d.system) / 1000); }
  times.sort((a, b) => a - b); cpu.sort((a, b) => a - b);
  console.log('min', times[0], 'median', times[times.length >> 1], 'cpu min', cpu[0], 'samples/s by min', w.sampleCount / times[0]! * 1000, 'rss', process.memoryUsage().rss / 1e6, 'params', w.parameters.reduce((s, p) => s + p.shape.reduce((a, b) => a * b, 1), 0));
}, 400000);
