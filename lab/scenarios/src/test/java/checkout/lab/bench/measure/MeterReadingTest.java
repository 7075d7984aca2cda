package checkout.lab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.database.DatabaseCounters;
import checkout.lab.process.MachineCpuTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Red here: costs are attributed to the wrong processes. */
class MeterReadingTest {

    @Test
    void timeOfUnknownProcessesBelongsToOthers() {
        MeterReading before = reading(1_000_000, Map.of("kafka", 100L), 500, 10);
        MeterReading after = reading(3_000_000, Map.of("kafka", 180L, "postgres for orders", 20L), 700, 30);
        MeterReading.Usage usage = after.since(before);
        assertThat(usage.seconds()).isEqualTo(2);
        assertThat(usage.cpu()).containsEntry("kafka", 0.8).containsEntry("postgres for orders", 0.2);
        assertThat(usage.othersCpu()).isEqualTo(1.0);
        assertThat(usage.stolenCpu()).isEqualTo(0.2);
    }

    private static MeterReading reading(long micros, Map<String, Long> ticks, long busy, long stolen) {
        return new MeterReading(
                micros, ticks, new MachineCpuTime(busy, stolen), new DatabaseCounters(0, 0, 0, 0), 0, 0);
    }
}
