package checkout.order.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fails if the lists of one storefront keep another from its own, if too many are read at once, or if a place is lost. */
class ListReadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch slowQuery = new CountDownLatch(1);
    private final AtomicInteger reading = new AtomicInteger();

    @AfterEach
    void stop() {
        slowQuery.countDown();
        threads.close();
    }

    @Test
    void manySlowListsOfOneStorefrontLeaveAPlaceToAnother() {
        ListReads reads = new ListReads(3, LONG);
        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(slowList(reads, "noisy"));
        }
        await().until(() -> reading.get() == 2);

        assertThat(reads.read("neighbour", () -> "its list")).isEqualTo("its list");

        assertThat(reading).as("all the time").hasValue(2);
        slowQuery.countDown();
        slow.forEach(list -> assertThat(list.join()).isEqualTo("noisy"));
    }

    @Test
    void storefrontsWhoseListsWaitTakeTurns() {
        ListReads reads = new ListReads(1, LONG);
        List<String> order = new ArrayList<>();
        CompletableFuture<String> first = slowList(reads, "noisy");
        await().until(() -> reading.get() == 1);
        List<CompletableFuture<Boolean>> lists = new ArrayList<>();
        for (String storefront : List.of("noisy", "noisy", "noisy", "neighbour")) {
            lists.add(
                    CompletableFuture.supplyAsync(() -> reads.read(storefront, () -> order.add(storefront)), threads));
            await().until(() -> reads.waiting() == lists.size());
        }
        slowQuery.countDown();
        first.join();
        lists.forEach(CompletableFuture::join);
        assertThat(order).containsExactly("noisy", "neighbour", "noisy", "noisy");
    }

    @Test
    void refusesAListAfterItsPatienceAndForgetsIt() {
        ListReads reads = new ListReads(2, Duration.ofMillis(50));
        CompletableFuture<String> slow = slowList(reads, "noisy");
        await().until(() -> reading.get() == 1);

        assertThatThrownBy(() -> reads.read("noisy", () -> "another"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Send the request again in a second");

        assertThat(reads.waiting()).isZero();
        assertThat(reads.read("neighbour", () -> "its list")).isEqualTo("its list");
        slowQuery.countDown();
        slow.join();
        assertThat(reads.read("noisy", () -> "another")).isEqualTo("another");
    }

    @Test
    void aListThatFailsLeavesItsPlace() {
        ListReads reads = new ListReads(1, Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> reads.read("one", () -> {
                        throw new IllegalStateException("the query failed");
                    }))
                    .hasMessage("the query failed");
        }
        assertThat(reads.read("one", () -> "its list")).isEqualTo("its list");
    }

    @Test
    void aListThatIsInterruptedWhileItWaitsIsRefused() throws Exception {
        ListReads reads = new ListReads(1, LONG);
        CompletableFuture<String> slow = slowList(reads, "noisy");
        await().until(() -> reading.get() == 1);
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                reads.read("noisy", () -> "another");
            } catch (ProblemException problem) {
                refused.complete(problem);
            }
        });
        await().until(() -> reads.waiting() == 1);
        waiting.interrupt();
        assertThat(refused.join()).isInstanceOf(ProblemException.class);
        waiting.join();
        assertThat(reads.waiting()).isZero();
        slowQuery.countDown();
        slow.join();
    }

    /** Is read until the test lets it end. */
    private CompletableFuture<String> slowList(ListReads reads, String storefront) {
        return CompletableFuture.supplyAsync(
                () -> reads.read(storefront, () -> {
                    reading.incrementAndGet();
                    try {
                        slowQuery.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    return storefront;
                }),
                threads);
    }
}
