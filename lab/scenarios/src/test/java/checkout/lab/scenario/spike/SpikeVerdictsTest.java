package checkout.lab.scenario.spike;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.scenario.context.ConcurrentCheckouts.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails if a spike with a wrong result counts as right. */
class SpikeVerdictsTest {
    private static final Answer FIRST = new Answer(202, "{\"checkoutId\":\"a\"}", new UUID(0, 1));
    private static final Answer OTHER = new Answer(202, "{\"checkoutId\":\"b\"}", new UUID(0, 2));
    private static final Answer IN_FLIGHT =
            new Answer(409, "{\"type\":\"urn:checkout:problem:idempotency-key-in-flight\"}", null);

    @Test
    void oneCustomerGetsTheLastItem() {
        assertThat(LastItemSpike.wrong(Map.of("CONFIRMED", 1L, "REJECTED OUT_OF_STOCK", 9L), 10))
                .isEmpty();
        assertThat(LastItemSpike.wrong(Map.of("CONFIRMED", 2L, "REJECTED OUT_OF_STOCK", 8L), 10))
                .hasSize(1);
        assertThat(LastItemSpike.wrong(Map.of("REJECTED OUT_OF_STOCK", 10L), 10))
                .hasSize(1);
        assertThat(LastItemSpike.wrong(
                        Map.of("CONFIRMED", 1L, "REJECTED OUT_OF_STOCK", 8L, "REJECTED TIMED_OUT", 1L), 10))
                .hasSize(1);
    }

    @Test
    void oneKeyHasOneAnswer() {
        assertThat(OneKeySpike.wrong(List.of(FIRST, IN_FLIGHT, FIRST))).isEmpty();
        assertThat(OneKeySpike.wrong(List.of(FIRST, OTHER))).hasSize(1);
        assertThat(OneKeySpike.wrong(List.of(IN_FLIGHT, IN_FLIGHT))).hasSize(1);
        assertThat(OneKeySpike.wrong(List.of(FIRST, new Answer(500, "", null)))).hasSize(1);
        Answer keyReused = new Answer(409, "{\"type\":\"urn:checkout:problem:idempotency-key-reused\"}", null);
        assertThat(OneKeySpike.wrong(List.of(FIRST, keyReused))).hasSize(1);
    }

    @Test
    void aDeadlockAfterTheMarkIsFoundInTheLog(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("postgres.log");
        String deadlock = "2026-01-01 UTC [7] ERROR:  deadlock detected\n";
        Files.writeString(log, deadlock);
        long mark = Files.size(log);
        assertThat(NoDeadlocks.deadlocks(log, mark)).isEmpty();
        Files.writeString(log, "LOG:  checkpoint starting\n" + deadlock, StandardOpenOption.APPEND);
        assertThat(NoDeadlocks.deadlocks(log, mark)).containsExactly(deadlock.strip());
        Files.writeString(log, deadlock);
        assertThat(NoDeadlocks.deadlocks(log, mark + 1))
                .as("after a restart the log begins anew")
                .hasSize(1);
    }
}
