package checkout.lab.scenario.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A stranger puts records into a topic that nobody can handle. Each must become one dead letter. */
public final class ForeignRecords implements Fault, Expectation {

    /** The topics that a service consumes. */
    public static final List<String> TOPICS =
            List.of("orders.commands", "inventory.commands", "payments.commands", "orders.events", "checkout.replies");

    private static final byte[] UNREADABLE = {(byte) 0xc3, 0x28, 0, (byte) 0xff};
    private static final int LARGEST = 1_048_300;
    private static final Polling POLLING = new Polling(Duration.ofSeconds(60), Duration.ofMillis(200));

    private final String topic;
    private final int count;
    private final byte[] body;
    private final List<String> keys = new ArrayList<>();

    private ForeignRecords(String topic, int count, byte[] body) {
        this.topic = topic;
        this.count = count;
        this.body = body;
    }

    /** Records without a type, in no encoding. */
    public static ForeignRecords unreadable(String topic, int count) {
        return new ForeignRecords(topic, count, UNREADABLE);
    }

    /** Records as large as the broker takes, so that nothing around them fits any more. */
    public static ForeignRecords large(String topic, int count) {
        return new ForeignRecords(topic, count, "x".repeat(LARGEST).getBytes(UTF_8));
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String key = UUID.randomUUID().toString();
            keys.add(key);
            context.strangersRecords().add(key);
            records.add(new ProducerRecord<>(topic, key.getBytes(UTF_8), body));
        }
        ForeignProducer.send(context, records);
        context.log("a foreign producer has put %d records of %d bytes into %s", count, body.length, topic);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        List<String> wrong = POLLING.atMost(context.patience())
                .until(List::isEmpty, () -> context.counterExamples("""
                select format('the record %s of a foreign producer has %s dead letters', key, count(letter.id))
                from unnest(?::text[]) as key left join sagas.dead_letter letter on letter.message_key = key
                group by key having count(letter.id) <> 1
                """, (Object) keys.toArray(String[]::new)));
        return List.of(new ExpectationResult(
                "each record of a foreign producer in %s is one dead letter".formatted(topic),
                wrong,
                Map.of("records", keys.size())));
    }
}
