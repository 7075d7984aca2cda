package checkout.lab.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** All the meters at one moment. */
public record MeterReading(
        long micros,
        Map<String, Long> ticks,
        MachineCpuTime machine,
        DatabaseCounters database,
        long kafkaBytes,
        long accepted) {

    /** What happened between an earlier reading and this. */
    public Usage since(MeterReading earlier) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        long ours = 0;
        for (Map.Entry<String, Long> process : ticks.entrySet()) {
            long used = process.getValue() - earlier.ticks.getOrDefault(process.getKey(), 0L);
            cpu.put(process.getKey(), used / MeasuredProcesses.TICKS_PER_SECOND);
            ours += used;
        }
        return new Usage(
                (micros - earlier.micros) / 1e6,
                cpu,
                (machine.busy() - earlier.machine.busy() - ours) / MeasuredProcesses.TICKS_PER_SECOND,
                (machine.stolen() - earlier.machine.stolen()) / MeasuredProcesses.TICKS_PER_SECOND,
                database.since(earlier.database),
                kafkaBytes - earlier.kafkaBytes,
                accepted - earlier.accepted);
    }

    /**
     * What was used in a stretch of time.
     *
     * @param cpu seconds of a processor by process
     * @param othersCpu seconds that went to programs that have nothing to do with the stack
     * @param stolenCpu seconds in which the machine's host gave the processors to somebody else
     */
    public record Usage(
            double seconds,
            Map<String, Double> cpu,
            double othersCpu,
            double stolenCpu,
            DatabaseCounters database,
            long kafkaBytes,
            long accepted) {}
}
