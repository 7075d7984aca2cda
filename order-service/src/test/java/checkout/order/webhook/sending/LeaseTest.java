package checkout.order.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if two instances take the same delivery, or if what a killed instance has taken is never sent. */
class LeaseTest extends RunningDeliveries {
    private static final int DELIVERIES = 200;

    @Autowired
    private DeliveryAttempt attempt;

    /** The other instance has sent the webhook and is killed before it records that. */
    @Test
    void isSentAgainIfItsInstanceIsKilledBetweenSendingAndCommitting() {
        List<DueDelivery> taken = transaction.execute(status -> {
            insertTest();
            return due.take(Map.of(), 1_000, LEASE);
        });
        assertThat(taken).hasSize(1);
        attempt.make(taken.getFirst(), "{}");
        assertThat(receiver.received()).hasSize(1);
        await().until(() -> receiver.received().size() == 2);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        assertThat(receiver.received().stream().map(Received::attempt)).containsExactly(1, 2);
    }

    /** Two further instances take deliveries beside the one that runs; they do not send them. */
    @Test
    void isTakenByOneInstance() {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < DELIVERIES; n++) {
                insertTest();
            }
        });
        List<CompletableFuture<List<String>>> others = Stream.generate(
                        () -> CompletableFuture.supplyAsync(this::takeAll))
                .limit(2)
                .toList();
        List<String> taken = new ArrayList<>();
        others.forEach(
                other -> taken.addAll(other.orTimeout(20, TimeUnit.SECONDS).join()));
        await().until(() -> receiver.received().size() + taken.size() >= DELIVERIES);
        taken.addAll(receiver.received().stream().map(Received::id).toList());
        assertThat(taken).hasSize(DELIVERIES).doesNotHaveDuplicates();
        assertThat(database.queryForObject(
                        "select max(attempts) from webhook_delivery where endpoint_id = ?", Integer.class, endpoint))
                .isEqualTo(1);
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        List<DueDelivery> batch;
        do {
            batch = due.take(Map.of(), 3, Duration.ofMinutes(1));
            batch.forEach(delivery -> taken.add(delivery.id().toString()));
        } while (!batch.isEmpty());
        return taken;
    }

    @Test
    void hasNoMoreAttemptsAtOnceThanAllowed() {
        List<DueDelivery> taken = transaction.execute(status -> {
            for (int n = 0; n < 20; n++) {
                insertTest();
            }
            assertThat(due.take(Map.of(endpoint, 8), 1_000, LEASE)).isEmpty();
            assertThat(due.take(Map.of(endpoint, 6), 1_000, LEASE)).hasSize(2);
            database.update("update webhook_endpoint set failures = 1, failing_since = now() where id = ?", endpoint);
            return due.take(Map.of(), 1_000, LEASE);
        });
        assertThat(taken).hasSize(1);
    }

    /** Its receivers answer slowly and with success, so nothing else limits them. */
    @Test
    void aStorefrontWithManyEndpointsLeavesSlotsToOthers() {
        transaction.executeWithoutResult(status -> {
            String storefront = "s-" + UUID.randomUUID();
            List<UUID> endpoints =
                    Stream.generate(() -> insertEndpoint(storefront)).limit(20).toList();
            endpoints.forEach(each -> IntStream.range(0, 10).forEach(n -> insertTest(each)));
            List<DueDelivery> taken = due.take(Map.of(), 64, LEASE);
            assertThat(taken).as("of 200 due deliveries and 64 slots").hasSize(16);

            Map<UUID, Integer> busy =
                    taken.stream().collect(Collectors.toMap(DueDelivery::endpointId, each -> 1, Integer::sum));
            insertTest();
            assertThat(due.take(busy, 64 - 16, LEASE))
                    .as("while those are under way")
                    .extracting(DueDelivery::endpointId)
                    .containsExactly(endpoint);

            busy.remove(taken.getFirst().endpointId());
            insertTest();
            insertTest();
            assertThat(due.take(busy, 2, LEASE))
                    .as("the storefront with few attempts under way comes first")
                    .extracting(DueDelivery::endpointId)
                    .containsExactly(endpoint, endpoint);
            status.setRollbackOnly();
        });
    }

    /** A platform that has many storefronts hangs. */
    @Test
    void manyStorefrontsThatFailLeaveSlotsToOthers() {
        transaction.executeWithoutResult(status -> {
            List<UUID> failing = Stream.generate(() -> insertEndpoint("s-" + UUID.randomUUID()))
                    .limit(200)
                    .toList();
            failing.forEach(each -> {
                database.update("update webhook_endpoint set failures = 1, failing_since = now() where id = ?", each);
                insertTest(each);
            });
            insertTest();
            assertThat(due.take(Map.of(failing.getFirst(), 1), 1, LEASE))
                    .as("those that fail count like one storefront that has an attempt under way")
                    .extracting(DueDelivery::endpointId)
                    .containsExactly(endpoint);
            Map<UUID, Integer> busy = failing.stream().limit(20).collect(Collectors.toMap(each -> each, each -> 1));
            assertThat(due.take(busy, 64, LEASE)).as("32 in all").hasSize(32 - 20);
            status.setRollbackOnly();
        });
    }

    private void insertTest() {
        insertTest(endpoint);
    }
}
