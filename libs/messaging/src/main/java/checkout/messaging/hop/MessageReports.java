package checkout.messaging.hop;

import checkout.messaging.Subscription;
import checkout.messaging.health.ConsumersReport;
import checkout.messaging.hop.BoundedLookup.Result;
import checkout.messaging.hop.MessageReport.ConsumerFacts;
import checkout.messaging.hop.MessageReport.DatabaseFacts;
import checkout.messaging.hop.MessageReport.KafkaFacts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what this service knows about a message. It answers within a bound: what the database or Kafka does not say in
 * time is reported as unknown.
 */
public final class MessageReports implements AutoCloseable {
    private final List<Subscription> subscriptions;
    private final ConsumersReport consumers;
    private final DatabaseEvidence database;
    private final KafkaEvidence kafka;
    private final BoundedLookup databaseLookup;
    private final BoundedLookup kafkaLookup;

    MessageReports(
            List<Subscription> subscriptions,
            ConsumersReport consumers,
            DatabaseEvidence database,
            KafkaEvidence kafka,
            BoundedLookup databaseLookup,
            BoundedLookup kafkaLookup) {
        this.subscriptions = subscriptions;
        this.consumers = consumers;
        this.database = database;
        this.kafka = kafka;
        this.databaseLookup = databaseLookup;
        this.kafkaLookup = kafkaLookup;
    }

    /** Empty if this service does not consume the topic. */
    public Optional<MessageReport> of(MessageQuestion question) {
        return subscriptions.stream()
                .filter(each -> !each.raw() && each.topics().contains(question.topic()))
                .findFirst()
                .map(subscription -> report(question, subscription.group()));
    }

    private MessageReport report(MessageQuestion question, String group) {
        Result<DatabaseFacts> facts = databaseLookup.ask(() -> database.of(question, group));
        return switch (facts) {
            // what was received was in Kafka
            case Result.Found<DatabaseFacts>(DatabaseFacts known)
            when known.wasReceived() -> new MessageReport(group, known, null, null, null, consumer(group));
            case Result.Found<DatabaseFacts>(DatabaseFacts known) -> withKafka(question, group, known, null);
            case Result.Unknown<DatabaseFacts>(String why) -> withKafka(question, group, null, why);
        };
    }

    private MessageReport withKafka(
            MessageQuestion question, String group, @Nullable DatabaseFacts known, @Nullable String databaseUnknown) {
        String key = question.key();
        if (key == null) {
            String why = "its key, which decides about its partition, is not known any more";
            return new MessageReport(group, known, databaseUnknown, null, why, consumer(group));
        }
        return switch (kafkaLookup.ask(() -> kafka.of(question, key, group))) {
            case Result.Found<KafkaFacts>(KafkaFacts place) ->
                new MessageReport(group, known, databaseUnknown, place, null, consumer(group));
            case Result.Unknown<KafkaFacts>(String why) ->
                new MessageReport(group, known, databaseUnknown, null, why, consumer(group));
        };
    }

    /** From memory, so it is known whatever does not answer. */
    private ConsumerFacts consumer(String group) {
        return consumers.entries().stream()
                .filter(entry -> entry.group().equals(group))
                .findFirst()
                .map(entry -> new ConsumerFacts(entry.partitions(), entry.problems()))
                .orElse(new ConsumerFacts(List.of(), List.of()));
    }

    @Override
    public void close() {
        databaseLookup.close();
        kafkaLookup.close();
    }
}
