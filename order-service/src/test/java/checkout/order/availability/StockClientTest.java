package checkout.order.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.order.StockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a request to inventory-service takes longer than its timeout, or many readers send more than one. */
class StockClientTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int READERS = 5_000;

    private final StockServer inventory = new StockServer();

    @AfterEach
    void stop() {
        inventory.close();
    }

    @Test
    void readsWhatIsAvailable() throws Exception {
        inventory.set("TEA", 7);
        try (StockClient client = client(inventory.url(), PATIENCE)) {
            assertThat(client.availableOf(List.of("TEA", "NOT-STOCKED")).get()).containsExactly(Map.entry("TEA", 7));
        }
    }

    @Test
    void givesUpWhenInventoryIsFrozen() {
        inventory.freeze();
        assertEndsInTime(inventory.url());
    }

    /** As when a firewall drops the packets: with a full backlog the kernel answers no more connections. */
    @Test
    void givesUpWhenNobodyAcceptsTheConnection() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(List.of(first, second)).allMatch(Socket::isConnected);
            assertEndsInTime(URI.create("http://127.0.0.1:" + full.getLocalPort()));
        }
    }

    @Test
    void saysWhenNobodyListens() {
        assertEndsInTime(URI.create("http://127.0.0.1:1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500, 404})
    void doesNotTakeAnErrorForAnEmptyStock(int status) {
        inventory.answerWith(status);
        try (StockClient client = client(inventory.url(), PATIENCE)) {
            assertThatThrownBy(() -> client.availableOf(List.of("TEA")).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("status " + status);
        }
    }

    /** Counted at the server: all readers find a quantity that is too old, while its answer is held back. */
    @Test
    void fiveThousandReadersAtExpiryCauseOneRequest() throws Exception {
        inventory.set("TEA", 7);
        StockClientSettings settings = settings(inventory.url(), PATIENCE);
        try (StockClient client = new StockClient(settings, inventory.url());
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            AvailabilityMeters meters = new AvailabilityMeters(new SimpleMeterRegistry());
            AvailabilityCache cache = new AvailabilityCache(settings, System::nanoTime, new Random());
            long tooOld = System.nanoTime() - Duration.ofMinutes(10).toNanos();
            cache.store(List.of("TEA"), Map.of("TEA", 9), tooOld, List.of());
            StockRefresh refresh = new StockRefresh(
                    cache,
                    client::availableOf,
                    AvailabilityConfiguration.stockBreaker(),
                    meters,
                    System::nanoTime,
                    settings);
            StockAvailability availability = new CachedAvailability(cache, refresh, meters, settings, System::nanoTime);
            inventory.freeze();
            CountDownLatch together = new CountDownLatch(READERS);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                answers.add(readers.submit(() -> {
                    together.countDown();
                    together.await();
                    return availability.of(List.of("TEA")).known().get("TEA").quantity();
                }));
            }
            together.await();
            inventory.thaw();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(7);
            }
            assertThat(inventory.requests()).containsExactly(List.of("TEA"));
        }
    }

    private static void assertEndsInTime(URI url) {
        try (StockClient client = client(url, TIMEOUT)) {
            assertThat(client.availableOf(List.of("TEA")))
                    .failsWithin(TIMEOUT.multipliedBy(10))
                    .withThrowableOfType(ExecutionException.class);
        }
    }

    private static StockClient client(URI url, Duration timeout) {
        return new StockClient(settings(url, timeout), url);
    }

    private static StockClientSettings settings(URI url, Duration timeout) {
        return new StockClientSettings(
                url,
                "viewer",
                "viewer-password",
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                timeout,
                100,
                4);
    }
}
