package checkout.lab.scenario.throughput;

import checkout.lab.bench.measure.MeasuredProcesses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of time and what the processor did in it.
 *
 * @param cpu seconds of a processor, by process
 */
record CpuInterval(double seconds, Map<String, Double> cpu) {

    static final List<String> PROCESSES = List.of("outbox-relay", "postgres for walsender", "kafka");

    private static final double MILLIS = 1000;
    private static final double THOUSAND = 1000;

    /** Where a stretch begins. */
    record Begin(MeasuredProcesses processes, Map<String, Long> ticks, long nanos) {

        static Begin now(MeasuredProcesses processes) {
            return new Begin(processes, processes.ticks(), System.nanoTime());
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

    double perSecond(long rows) {
        return rows / seconds;
    }

    /** Milliseconds of each process, for a thousand of so many rows. */
    List<Object> cpuPerThousand(long rows) {
        List<Object> each = new ArrayList<>();
        PROCESSES.forEach(process -> each.add(cpu.getOrDefault(process, 0.0) * MILLIS * THOUSAND / rows));
        return each;
    }

    /** How many cores each process kept busy. */
    double cores(String process) {
        return cpu.getOrDefault(process, 0.0) / seconds;
    }
}
