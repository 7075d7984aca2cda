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
import org.springframework.dao.CannotAcquireLockException;

/** Fails if the long requests of one storefront keep another from its own, if too many are executed at once, or if a place is lost. */
class LongRequestsTest {
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
        LongRequests requests = new LongRequests(3, 2, LONG, LONG);
        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(slowList(requests, "noisy"));
        }
        await().until(() -> reading.get() == 2);

        assertThat(requests.list("neighbour", () -> "its list")).isEqualTo("its list");

        assertThat(reading).as("all the time").hasValue(2);
        slowQuery.countDown();
        slow.forEach(list -> assertThat(list.join()).isEqualTo("noisy"));
    }

    @Test
    void storefrontsWhoseListsWaitTakeTurns() {
        LongRequests requests = new LongRequests(1, 1, LONG, LONG);
        List<String> order = new ArrayList<>();
        CompletableFuture<String> first = slowList(requests, "noisy");
        await().until(() -> reading.get() == 1);
        List<CompletableFuture<Boolean>> lists = new ArrayList<>();
        for (String storefront : List.of("noisy", "noisy", "noisy", "neighbour")) {
            lists.add(CompletableFuture.supplyAsync(
                    () -> requests.list(storefront, () -> order.add(storefront)), threads));
            await().until(() -> requests.waiting() == lists.size());
        }
        slowQuery.countDown();
        first.join();
        lists.forEach(CompletableFuture::join);
        assertThat(order).containsExactly("noisy", "neighbour", "noisy", "noisy");
    }

    @Test
    void refusesAListAfterItsPatienceAndForgetsIt() {
        LongRequests requests = new LongRequests(2, 1, Duration.ofMillis(50), LONG);
        CompletableFuture<String> slow = slowList(requests, "noisy");
        await().until(() -> reading.get() == 1);

        assertThatThrownBy(() -> requests.list("noisy", () -> "another"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Send the request again in a second");

        assertThat(requests.waiting()).isZero();
        assertThat(requests.list("neighbour", () -> "its list")).isEqualTo("its list");
        slowQuery.countDown();
        slow.join();
        assertThat(requests.list("noisy", () -> "another")).isEqualTo("another");
    }

    @Test
    void requestsThatWaitForALockLeaveAPlaceToAnotherStorefront() {
        LongRequests requests = new LongRequests(3, 2, LONG, Duration.ofMillis(50));
        CompletableFuture<String> one = slowList(requests, "noisy");
        CompletableFuture<String> two = slowList(requests, "noisy");
        await().until(() -> reading.get() == 2);

        assertThatThrownBy(() -> requests.lockingOrder("noisy", () -> "another"))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(requests.lockingOrder("neighbour", () -> "its request")).isEqualTo("its request");
        slowQuery.countDown();
        one.join();
        two.join();
        assertThat(requests.lockingOrder("noisy", () -> "another")).isEqualTo("another");
    }

    @Test
    void aListThatFailsLeavesItsPlace() {
        LongRequests requests = new LongRequests(1, 1, Duration.ofMillis(50), LONG);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> requests.list("one", () -> {
                        throw new IllegalStateException("the query failed");
                    }))
                    .hasMessage("the query failed");
        }
        assertThat(requests.list("one", () -> "its list")).isEqualTo("its list");
    }

    @Test
    void aListThatIsInterruptedWhileItWaitsIsRefused() throws Exception {
        LongRequests requests = new LongRequests(1, 1, LONG, LONG);
        CompletableFuture<String> slow = slowList(requests, "noisy");
        await().until(() -> reading.get() == 1);
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                requests.list("noisy", () -> "another");
            } catch (ProblemException problem) {
                refused.complete(problem);
            }
        });
        await().until(() -> requests.waiting() == 1);
        waiting.interrupt();
        assertThat(refused.join()).isInstanceOf(ProblemException.class);
        waiting.join();
        assertThat(requests.waiting()).isZero();
        slowQuery.countDown();
        slow.join();
    }

    /** Is read until the test lets it end. */
    private CompletableFuture<String> slowList(LongRequests requests, String storefront) {
        return CompletableFuture.supplyAsync(
                () -> requests.list(storefront, () -> {
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
