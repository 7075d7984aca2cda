package checkout.lab.scenario.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stranger writes records that are as large as the broker takes, so that nothing around them fits any more. Each must
 * become one dead letter, and no other record may.
 */
public final class OversizedRecords implements Fault, Expectation {

    /** What is counted for each record. */
    public static final String EVENT = "records as large as the broker takes";

    private static final List<String> TOPICS =
            List.of("orders.commands", "inventory.commands", "payments.commands", "orders.events", "checkout.replies");
    private static final int RECORD_BYTES = 1_048_300;
    private static final Polling POLLING = new Polling(Duration.ofSeconds(20), Duration.ofMillis(100));

    private final Set<String> keys = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private long slowestMillis;

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        try (Connection auditor = context.auditor()) {
            for (String topic : context.random("topics of large records").shuffled(TOPICS)) {
                String key = UUID.randomUUID().toString();
                keys.add(key);
                produce(context, topic, key);
                context.eventLog().count(EVENT);
                awaitDeadLetter(context, auditor, topic, key);
            }
        }
    }

    private void awaitDeadLetter(ScenarioContext context, Connection auditor, String topic, String key)
            throws InterruptedException, SQLException {
        long began = System.nanoTime();
        long found = POLLING.until(
                n -> n > 0,
                () -> SqlQuery.number(auditor, "select count(*) from sagas.dead_letter where message_key = ?", key));
        long millis = (System.nanoTime() - began) / 1_000_000;
        slowestMillis = Math.max(slowestMillis, millis);
        if (found == 0) {
            missing.add("the record %s in %s was no dead letter after %s".formatted(key, topic, POLLING.timeout()));
        }
        context.log("a record of %d bytes in %s: a dead letter after %d ms", RECORD_BYTES, topic, millis);
    }

    private static void produce(ScenarioContext context, String topic, String key) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(context.kafkaAdmin());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * RECORD_BYTES);
        byte[] body = "x".repeat(RECORD_BYTES).getBytes(UTF_8);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), body))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("Kafka did not accept a record (%s).".formatted(e.getCause()), e);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        List<String> others = context.counterExamples(
                "select message_key from sagas.dead_letter where id >= ?::uuid and not message_key = any (?)",
                context.lowestId(),
                keys.toArray(String[]::new));
        List<String> deadLettersOfDeadLetters = new ArrayList<>();
        KafkaRecords.read(
                context,
                topic -> topic.endsWith(".dlt.dlt"),
                record -> deadLettersOfDeadLetters.add(
                        "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset())));
        return List.of(
                new ExpectationResult(
                        "each record is a dead letter within %d s"
                                .formatted(POLLING.timeout().toSeconds()),
                        missing,
                        Map.of("records", keys.size(), "slowest ms", slowestMillis)),
                new ExpectationResult("no other record became a dead letter", others),
                new ExpectationResult("no dead letter became a dead letter", deadLettersOfDeadLetters));
    }
}
