package checkout.order.webhook.sending;

import checkout.order.webhook.client.AttemptOutcome;
import checkout.order.webhook.client.AttemptOutcome.Abandoned;
import checkout.order.webhook.client.AttemptOutcome.Unanswered;
import checkout.order.webhook.client.WebhookClient;
import checkout.order.webhook.client.WebhookRequest;
import checkout.order.webhook.secret.SecretEncryption;
import checkout.order.webhook.secret.SigningSecret;
import checkout.order.webhook.secret.WebhookSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs and sends a delivery once. */
@Component
class DeliveryAttempt {
    private static final Logger log = LoggerFactory.getLogger(DeliveryAttempt.class);

    private final WebhookClient client;
    private final SecretEncryption encryption;
    private final RetrySchedule schedule;

    DeliveryAttempt(WebhookClient client, SecretEncryption encryption, SendingSettings settings) {
        this.client = client;
        this.encryption = encryption;
        this.schedule = new RetrySchedule(settings.backoff(), settings.maxBackoff(), () -> ThreadLocalRandom.current()
                .nextLong());
    }

    /** @param body null if what the event is about no longer exists */
    FinishedAttempt make(DueDelivery delivery, @Nullable String body) {
        Instant startedAt = delivery.clock().now();
        long began = System.nanoTime();
        AttemptOutcome outcome;
        try {
            outcome = body == null
                    ? new Abandoned("What the event is about no longer exists")
                    : send(delivery, startedAt, body);
        } catch (RuntimeException | Error bug) {
            outcome = notAttempted(delivery, bug);
        }
        return finished(delivery, startedAt, Duration.ofNanos(System.nanoTime() - began), outcome);
    }

    /** An attempt of a delivery whose body cannot be written. */
    FinishedAttempt failed(DueDelivery delivery, RuntimeException bug) {
        return finished(delivery, delivery.clock().now(), Duration.ZERO, notAttempted(delivery, bug));
    }

    private static AttemptOutcome notAttempted(DueDelivery delivery, Throwable bug) {
        log.error("Webhook delivery {} cannot be attempted and will be tried again", delivery.id(), bug);
        return new Unanswered("Internal error; the log of order-service has the cause");
    }

    private FinishedAttempt finished(DueDelivery delivery, Instant startedAt, Duration took, AttemptOutcome outcome) {
        return new FinishedAttempt(delivery, startedAt, took, outcome, schedule.pauseAfter(delivery.failures() + 1));
    }

    private AttemptOutcome send(DueDelivery delivery, Instant at, String body) {
        Optional<SigningSecret> secret = encryption.decrypt(delivery.secret(), delivery.endpointId());
        if (secret.isEmpty()) {
            return new Unanswered(
                    "The secret of the endpoint cannot be decrypted: checkout.webhooks.secret-key is not the one of before; restore it, or rotate the secret");
        }
        Optional<SigningSecret> previous = Optional.ofNullable(delivery.previousSecret())
                .flatMap(stored -> encryption.decrypt(stored, delivery.endpointId()));
        List<SigningSecret> secrets =
                Stream.concat(secret.stream(), previous.stream()).toList();
        String webhookId = delivery.id().toString();
        return client.send(new WebhookRequest(
                delivery.url(),
                webhookId,
                delivery.attempt(),
                at.getEpochSecond(),
                WebhookSignature.of(webhookId, at.getEpochSecond(), body, secrets),
                body));
    }
}
