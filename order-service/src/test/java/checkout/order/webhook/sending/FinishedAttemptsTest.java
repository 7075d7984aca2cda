package checkout.order.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.order.webhook.client.AttemptOutcome;
import checkout.order.webhook.client.AttemptOutcome.Delivered;
import checkout.order.webhook.client.AttemptOutcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fails if an attempt that ends late, or at a former URL, has the wrong consequences. */
class FinishedAttemptsTest extends RunningDeliveries {
    @Autowired
    private FinishedAttempts finished;

    @Test
    void aLateSuccessCountsAlthoughTheDeliveryWasGivenUp() {
        rolledBack(() -> {
            DueDelivery taken = takeTest();
            database.update(
                    "update webhook_delivery set status = 'FAILED', ended_at = now(), attempts = attempts + 1 where id = ?",
                    taken.id());
            save(taken, new Delivered(200, null));
            assertThat(status(taken.id())).isEqualTo("DELIVERED");
        });
    }

    @Test
    void aLateSuccessIsNotTheAnswerToALaterRequest() {
        rolledBack(() -> {
            DueDelivery taken = takeTest();
            database.update("update webhook_delivery set earlier_attempts = attempts where id = ?", taken.id());
            due.take(Map.of(), 100, LEASE);
            database.update("update webhook_delivery set attempts = attempts + 1 where id = ?", taken.id());
            save(taken, new Delivered(200, null));
            assertThat(status(taken.id())).isEqualTo("PENDING");
        });
    }

    @Test
    void whatTheFormerUrlAnsweredSaysNothingAboutTheEndpoint() {
        rolledBack(() -> {
            DueDelivery taken = takeTest();
            database.update("update webhook_endpoint set url = url || '&new' where id = ?", endpoint);
            save(taken, new Refused(410, null, Duration.ofDays(1)));
            Map<String, Object> row = database.queryForMap(
                    "select status, failures, not_before > now() as waits from webhook_endpoint where id = ?",
                    endpoint);
            assertThat(row)
                    .containsEntry("status", "ACTIVE")
                    .containsEntry("failures", 0)
                    .containsEntry("waits", false);
        });
    }

    /** Otherwise all that wait for an endpoint that fails are looked at again and again. */
    @Test
    void whatWaitsForADeliveryBecomesDueWithIt() {
        rolledBack(() -> {
            UUID checkout = MessageIds.next();
            insert(endpoint, checkout);
            UUID waiting = insert(endpoint, checkout);
            DueDelivery taken = due.take(Map.of(), 100, LEASE).getFirst();
            save(taken, new Refused(500, null, null));
            assertThat(isDue(waiting)).isFalse();
            save(taken, new Delivered(200, null));
            assertThat(isDue(waiting)).isTrue();
        });
    }

    private boolean isDue(UUID delivery) {
        return Boolean.TRUE.equals(database.queryForObject(
                "select next_attempt_at <= now() from webhook_delivery where id = ?", Boolean.class, delivery));
    }

    private DueDelivery takeTest() {
        insertTest(endpoint);
        return due.take(Map.of(), 100, LEASE).stream()
                .filter(taken -> taken.endpointId().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    private void save(DueDelivery delivery, AttemptOutcome outcome) {
        finished.save(List.of(
                new FinishedAttempt(delivery, Instant.now(), Duration.ofMillis(1), outcome, Duration.ofHours(1))));
    }

    private String status(UUID delivery) {
        return database.queryForObject("select status from webhook_delivery where id = ?", String.class, delivery);
    }

    /** So that the dispatcher that runs sees nothing of it. */
    private void rolledBack(Runnable test) {
        transaction.executeWithoutResult(status -> {
            test.run();
            status.setRollbackOnly();
        });
    }
}
