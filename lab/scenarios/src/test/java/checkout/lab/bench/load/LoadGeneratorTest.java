package checkout.lab.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.bench.request.CartMix;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.http.CannedServer;
import checkout.lab.time.EpochMicros;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red here: latencies measured against a server of known behaviour are wrong. */
@Timeout(60)
class LoadGeneratorTest {

    private static final CartMix MIX = new CartMix(CartMix.Items.SPREAD, 2, CartMix.Payment.WALLET);
    private static final int STALLS_AT = 30;
    private static final long STALL_MILLIS = 1000;

    @Test
    void aStallShowsInTheLatencyOfEveryRequestThatArrivesDuringIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        // on one connection, a hundred requests arrive while one waits; a closed-loop measurement would omit them
        LoadPlan plan = plan(1, 100, 3);
        try (CannedServer server = new CannedServer(n -> n == STALLS_AT ? afterStall(never) : accepted());
                LoadGenerator load = new LoadGenerator(plan, LoadRunId.random(), MIX, target(server))) {
            load.start();
            load.join();
            Histogram acceptance = load.acceptanceMicros();
            assertThat(load.counters().accepted()).isEqualTo(300);
            assertThat(load.counters().refused()).isEmpty();
            assertThat(acceptance.getTotalCount()).isEqualTo(300);
            assertThat(acceptance.getMaxValue()).isGreaterThanOrEqualTo(STALL_MILLIS * 990);
            assertThat(acceptance.getTotalCount() - acceptance.getCountBetweenValues(0, STALL_MILLIS * 500))
                    .as("requests that arrived in the first half of the stall waited for more than half of it")
                    .isBetween(45L, 300L);
        }
    }

    @Test
    void refusedRequestsAreCountedByStatus() throws Exception {
        try (CannedServer server =
                        new CannedServer(n -> n % 2 == 0 ? accepted() : "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n");
                LoadGenerator load = new LoadGenerator(plan(4, 200, 1), LoadRunId.random(), MIX, target(server))) {
            load.start();
            load.join();
            assertThat(load.counters().accepted()).isEqualTo(100);
            assertThat(load.counters().refused()).containsExactlyEntriesOf(Map.of("503", 100L));
            assertThat(load.counters().withoutResponse()).isZero();
        }
    }

    @Test
    void aStoppedLoadServesNobodyElse() throws Exception {
        try (CannedServer server = new CannedServer(n -> accepted());
                LoadGenerator load = new LoadGenerator(plan(2, 20, 600), LoadRunId.random(), MIX, target(server))) {
            load.start();
            Awaitility.await().until(() -> load.counters().accepted() > 0);
            load.stop();
            load.join();
            assertThat(load.counters().accepted()).isLessThan(600);
        }
    }

    private static LoadPlan plan(int clients, int rate, int seconds) {
        long begin = EpochMicros.now() + EpochMicros.SECOND / 10;
        return new LoadPlan(clients, rate, false, begin, begin, begin + seconds * EpochMicros.SECOND);
    }

    private static OrderServiceTarget target(CannedServer server) {
        return new OrderServiceTarget(List.of(server.address().getPort()), "key");
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
