package checkout.lab.bench.measure;

import checkout.lab.database.DatabaseCounters;
import checkout.lab.process.MachineCpuTime;
import checkout.lab.process.MeasuredProcesses;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of all meters at one time. */
public record MeterReading(
        long micros,
        Map<String, Long> ticks,
        MachineCpuTime machine,
        DatabaseCounters database,
        long kafkaBytes,
        long accepted) {

    /** Returns what was used between an earlier reading and this one. */
    public Usage since(MeterReading earlier) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        long ownTicks = 0;
        for (Map.Entry<String, Long> process : ticks.entrySet()) {
            long used = process.getValue() - earlier.ticks.getOrDefault(process.getKey(), 0L);
            cpu.put(process.getKey(), used / MeasuredProcesses.TICKS_PER_SECOND);
            ownTicks += used;
        }
        return new Usage(
                (micros - earlier.micros) / 1e6,
                cpu,
                (machine.busy() - earlier.machine.busy() - ownTicks) / MeasuredProcesses.TICKS_PER_SECOND,
                (machine.stolen() - earlier.machine.stolen()) / MeasuredProcesses.TICKS_PER_SECOND,
                database.since(earlier.database),
                kafkaBytes - earlier.kafkaBytes,
                accepted - earlier.accepted);
    }

    /**
     * What was used in an interval.
     *
     * @param cpu processor seconds by process
     * @param othersCpu processor seconds of programs that do not belong to the stack
     * @param stolenCpu processor seconds that the machine's host gave to other machines
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
