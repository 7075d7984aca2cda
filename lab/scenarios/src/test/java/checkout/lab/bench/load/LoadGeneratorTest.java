package checkout.lab.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.bench.http.CannedServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The load against a server whose behaviour is known; if one of these fails, latencies are not what they are said to be. */
@Timeout(60)
class LoadGeneratorTest {

    private static final CartMix SHOPPING = new CartMix(CartMix.Items.SPREAD, 2, CartMix.Payment.WALLET);
    private static final int STALLS_AT = 30;
    private static final long STALL_MILLIS = 1000;

    @Test
    void everybodyWhoComesDuringAStallFeelsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        // one connection: while it waits for its answer a hundred more come, whom a careless measurement would forget
        LoadPlan plan = plan(1, 100, 3);
        try (CannedServer server = new CannedServer(n -> n == STALLS_AT ? afterStall(never) : accepted());
                LoadGenerator load = new LoadGenerator(plan, LoadRunName.random(), SHOPPING, target(server))) {
            load.start();
            load.join();
            Histogram intake = load.intakeMicros();
            assertThat(load.counters().accepted()).isEqualTo(300);
            assertThat(load.counters().refused()).isEmpty();
            assertThat(intake.getTotalCount()).isEqualTo(300);
            assertThat(intake.getMaxValue()).isGreaterThanOrEqualTo(STALL_MILLIS * 990);
            assertThat(intake.getTotalCount() - intake.getCountBetweenValues(0, STALL_MILLIS * 500))
                    .as("those who came in the first half of the stall waited for more than half of it")
                    .isBetween(45L, 300L);
        }
    }

    @Test
    void whoIsNotAcceptedIsCountedByTheAnswer() throws Exception {
        try (CannedServer server =
                        new CannedServer(n -> n % 2 == 0 ? accepted() : "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n");
                LoadGenerator load =
                        new LoadGenerator(plan(4, 200, 1), LoadRunName.random(), SHOPPING, target(server))) {
            load.start();
            load.join();
            assertThat(load.counters().accepted()).isEqualTo(100);
            assertThat(load.counters().refused()).containsExactlyEntriesOf(Map.of("503", 100L));
            assertThat(load.counters().unanswered()).isZero();
        }
    }

    private static LoadPlan plan(int clients, int rate, int seconds) {
        long begin = EpochMicros.now() + EpochMicros.SECOND / 10;
        return new LoadPlan(clients, rate, false, begin, begin, begin + seconds * EpochMicros.SECOND);
    }

    private static LoadGenerator.Target target(CannedServer server) {
        return new LoadGenerator.Target(List.of(server.address().getPort()), "key");
    }

    private static String accepted() {
        String body = "{\"checkoutId\":\"%s\",\"status\":\"PENDING\"}".formatted(UUID.randomUUID());
        return "HTTP/1.1 202 \r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    }

    private static String afterStall(CountDownLatch never) {
        try {
            assertThat(never.await(STALL_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return accepted();
    }
}
