package checkout.relay.quarantine;

import checkout.relay.kafka.KafkaClientSettings;
import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.KafkaPublisher;
import checkout.relay.publish.KafkaSendBatch;
import checkout.relay.publish.PublishFailedException;
import checkout.relay.publish.PublishStats;
import checkout.relay.publish.RefusedRows;
import checkout.relay.publish.RepeatedFailures;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantineActions.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends one row that was in quarantine, with a producer of its own, and waits for Kafka's answer. */
final class QuarantinedRowSender implements RefusedRows {

    /** Shorter than the operator's client waits. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private @Nullable RowRefusal refusal;

    private QuarantinedRowSender() {}

    static Outcome of(CommittedOutboxRow row, KafkaClientSettings kafka) {
        QuarantinedRowSender attempt = new QuarantinedRowSender();
        try (KafkaPublisher publisher = KafkaPublisher.connect(
                kafka.withDeliveryTimeout(TIMEOUT), row.payload().length(), attempt, new RepeatedFailures())) {
            KafkaSendBatch batch = publisher.send(List.of(row), new PublishStats());
            batch.awaitAcknowledgement();
        } catch (PublishFailedException noAnswer) {
            return new Outcome.NoAnswer(String.valueOf(noAnswer.getMessage()));
        }
        RowRefusal refused = attempt.refusal;
        return refused == null
                ? new Outcome.Done(QuarantinedRow.Status.SENT)
                : new Outcome.RefusedAgain(refused.reason());
    }

    @Override
    public boolean contains(UUID id) {
        return false;
    }

    /** The row is kept already. The acknowledgement that follows makes the refusal visible to the waiting thread. */
    @Override
    public CompletableFuture<Void> keep(CommittedOutboxRow row, RowRefusal refusal) {
        this.refusal = refusal;
        return CompletableFuture.completedFuture(null);
    }
}
