package checkout.lab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kernel's counters, read right; if one of these fails, costs are booked on the wrong account. */
class TicksTest {

    @Test
    void aProgramsNameMayHoldBlanksAndParentheses() {
        ProcessCpuTime ticks = ProcessCpuTime.read(
                "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 100 1000 10 18446744073709551615\n");
        assertThat(ticks).isEqualTo(new ProcessCpuTime(200, 50));
    }

    @Test
    void thisVeryProcessHasUsedTime() {
        assertThat(ProcessCpuTime.of(ProcessHandle.current().pid()).own()).isPositive();
    }

    @Test
    void aProcessThatHasEndedUsesNone() {
        assertThat(ProcessCpuTime.of(Long.MAX_VALUE).all()).isZero();
    }

    @Test
    void waitingIsNotBeingBusyAndNeitherIsBeingRobbed() {
        MachineCpuTime ticks = MachineCpuTime.read("cpu  100 10 50 9000 700 5 15 33 60 2\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
        assertThat(ticks).isEqualTo(new MachineCpuTime(180, 33));
    }

    @Test
    void whatIsNotOursIsOthers() {
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
