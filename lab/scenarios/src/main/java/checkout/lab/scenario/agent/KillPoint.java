package checkout.lab.scenario.agent;

import checkout.lab.agent.AgentRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A point between two steps that a crash can separate, as an instruction of a program. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum KillPoint {
    /** Everything of a poll is decided, and its transaction is not committed. */
    BEFORE_COMMIT(
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator"),
            "checkout.messaging.sql.RoundTrip",
            "executeAndCommit()",
            "true"),
    /** The effects of a poll are committed, and Kafka does not know that its records are consumed. */
    AFTER_EFFECT_BEFORE_OFFSET_COMMIT(
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator"),
            "checkout.messaging.consumer.PollProgress",
            "handled",
            "true"),
    /** A checkout is committed, and its storefront does not know that. */
    AFTER_COMMIT_BEFORE_ANSWER(
            List.of("order-service"), "checkout.order.placement.WaitingCheckout", "complete", "true"),
    /** Rows of an outbox are committed and read by the relay, and Kafka does not have them. */
    AFTER_COMMIT_BEFORE_PUBLISH(
            List.of("outbox-relay"),
            "checkout.relay.publish.KafkaPublisher",
            "send(KafkaSendBatch,PublishStats)",
            "!$1.rows().isEmpty()"),
    /** Kafka has the rows, and the relay has not saved that. */
    AFTER_PUBLISH_BEFORE_CONFIRM(
            List.of("outbox-relay"),
            "checkout.relay.capture.AckTracker",
            "saveAcknowledged",
            "$0.lastAcknowledged != null"),
    /** A payment says that it owes a call, and the card provider has not got it. */
    AFTER_SAVE_BEFORE_PROVIDER_CALL(
            List.of("payment-service"), "checkout.payment.provider.HttpCardProvider", "send", "true"),
    /** The card provider has answered, and the payment does not say so. */
    AFTER_PROVIDER_CALL_BEFORE_SAVE(
            List.of("payment-service"), "checkout.payment.card.CardResultWriter", "write", "!$1.isEmpty()");

    private final List<String> parts;
    private final String type;
    private final String method;
    private final String condition;

    KillPoint(List<String> parts, String type, String method, String condition) {
        this.parts = parts;
        this.type = type;
        this.method = method;
        this.condition = condition;
    }

    /** The applications that pass this point. */
    List<String> parts() {
        return parts;
    }

    /** As a file names it: "before-commit". */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Ends the JVM when the point is reached as often as the file says. */
    AgentRule rule(Path armed) {
        return AgentRule.atEntry(
                word(),
                type,
                method,
                "%s && isDue(%s)".formatted(condition, AgentRule.literal(armed.toString())),
                "halt()");
    }
}
