package checkout.lab.scenario.throughput;

import checkout.lab.process.MeasuredProcesses;
import checkout.lab.stack.run.LocalStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An interval and the processor time used in it.
 *
 * @param cpu processor seconds by process
 */
record CpuInterval(double seconds, Map<String, Double> cpu) {

    static final List<String> PROCESSES = List.of("outbox-relay", "postgres for walsender", "kafka");

    private static final double MILLIS = 1000;
    private static final double THOUSAND = 1000;

    /** The beginning of an interval. */
    record Start(MeasuredProcesses processes, Map<String, Long> ticks, long nanos) {

        static Start now(LocalStack stack) {
            MeasuredProcesses processes = new MeasuredProcesses(stack.parts());
            return new Start(processes, processes.ticks(), System.nanoTime());
        }

        CpuInterval end() {
            Map<String, Long> now = processes.ticks();
            Map<String, Double> cpu = new HashMap<>();
            for (String process : PROCESSES) {
                long used = now.getOrDefault(process, 0L) - ticks.getOrDefault(process, 0L);
                cpu.put(process, used / MeasuredProcesses.TICKS_PER_SECOND);
            }
            return new CpuInterval((System.nanoTime() - nanos) / 1e9, cpu);
        }
    }

    /** Returns the milliseconds that each process used per thousand rows. */
    List<Object> cpuPerThousand(long rows) {
        return PROCESSES.stream()
                .map(process -> (Object) (cpu.getOrDefault(process, 0.0) * MILLIS * THOUSAND / rows))
                .toList();
    }

    /** Returns how many cores the process kept busy. */
    double cores(String process) {
        return cpu.getOrDefault(process, 0.0) / seconds;
    }
}
