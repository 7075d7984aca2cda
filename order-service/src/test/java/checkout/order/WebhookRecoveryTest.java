package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Fails if a delivery is given up, or waits, for what is over or concerns another one. */
class WebhookRecoveryTest extends RunningWebhooks {
    @Autowired
    private TransactionTemplate transaction;

    /** Also those whose time for retries was over when the endpoint was resumed. */
    @Test
    void whatWasAttemptedBeforeASuspensionHasItsWholeTimeAfterIt() {
        WebhookReceiver receiver = receiver();
        receiver.behave(new Answer(500, Map.of()));
        Endpoint endpoint = endpoint(receiver);
        as("operator", "/v1/webhook-endpoints/%s/suspend".formatted(endpoint.id()), "POST", null);
        jdbc.update(
                "insert into webhook_delivery (id, endpoint_id, event_type, subject_id, attempts, retry_until) select next_webhook_delivery_id(), ?, 'webhook.test', gen_random_uuid(), 3, now() - interval '1 hour' from generate_series(1, 2000)",
                endpoint.id());
        as("operator", "/v1/webhook-endpoints/%s/resume".formatted(endpoint.id()), "POST", null);
        await().until(() -> receiver.received().size() >= 3);
        assertThat(deliveries(endpoint, "FAILED")).isEmpty();
    }

    /** A receiver that is gone or asks for a pause does not speak for the next one. */
    @Test
    void aNewUrlBeginsAnew() {
        WebhookReceiver former = receiver();
        former.behave(new Answer(503, Map.of("Retry-After", "3600")));
        Endpoint endpoint = endpoint(former);
        confirmed();
        await().untilAsserted(
                        () -> assertThat(shown(endpoint).has("retryAfter")).isTrue());
        WebhookReceiver receiver = receiver();
        as("admin", "/v1/webhook-endpoints/" + endpoint.id(), "PATCH", "{\"url\":\"%s\"}".formatted(receiver.url()));
        awaitDelivered(endpoint, 1);
        assertThat(receiver.taken()).hasSize(1);
    }

    /** As after a fault in the data, or of an order that only a newer instance can describe. */
    @Test
    void oneThatCannotBeWrittenKeepsNoOtherBack() {
        WebhookReceiver receiver = receiver();
        Endpoint damaged = endpoint(receiver);
        Endpoint other = endpoint(receiver);
        UUID pending = placed();
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "insert into webhook_delivery (id, endpoint_id, event_type, checkout_id, subject_id) values (next_webhook_delivery_id(), ?, 'checkout.confirmed', ?, ?)",
                    damaged.id(),
                    pending,
                    pending);
            jdbc.update(
                    "insert into webhook_delivery (id, endpoint_id, event_type, subject_id) values (next_webhook_delivery_id(), ?, 'webhook.test', gen_random_uuid())",
                    other.id());
        });
        awaitDelivered(other, 1);
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select error from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id where d.endpoint_id = ?",
                        String.class,
                        damaged.id()))
                .contains("Internal error; the log of order-service has the cause"));
    }
}
