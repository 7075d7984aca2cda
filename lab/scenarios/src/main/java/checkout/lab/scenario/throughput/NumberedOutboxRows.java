package checkout.lab.scenario.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.scenario.kafka.LabOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Outbox rows as large as those of services, numbered under each key, so that a missing, repeated or misplaced row is
 * detected without a list of all rows.
 */
final class NumberedOutboxRows {

    private static final String TYPE = "lab.Numbered.v1";
    private static final String PAYLOAD_PREFIX = "{\"n\":";
    private static final int KEYS_PER_WRITER = 25;
    private static final int MAX_COUNTER_EXAMPLES = 10;

    private final String run = UUID.randomUUID() + " ";
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    /** Writes that many rows under each of the writer's keys in one statement and returns the number of rows. */
    int write(Connection connection, String writer, int rowsPerKey) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into orders.outbox (id, topic, message_key, type, saga_id, step, action, attempt, traceparent, payload)
                select uuidv7(), ?, ? || key, ?, ?, 'reserve stock', 'DO', 1,
                       '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
                       '%s' || n || ',"filler":"' || repeat('x', 200) || '"}'
                from generate_series(?::bigint, ?::bigint) as n, generate_series(1, ?) as key
                order by n, key
                """.formatted(PAYLOAD_PREFIX))) {
            String key = run + writer + " ";
            long first = written.getOrDefault(key, 0L);
            statement.setString(1, LabOutbox.TOPIC);
            statement.setString(2, key);
            statement.setString(3, TYPE);
            statement.setObject(4, UUID.randomUUID());
            statement.setLong(5, first);
            statement.setLong(6, first + rowsPerKey - 1);
            statement.setInt(7, KEYS_PER_WRITER);
            int rows = statement.executeUpdate();
            written.put(key, first + rowsPerKey);
            return rows;
        }
    }

    /** Returns the number of rows written by all writers. */
    long count() {
        return written.values().stream()
                .mapToLong(each -> each * KEYS_PER_WRITER)
                .sum();
    }

    /** Returns what is wrong in Kafka: nothing if every key's numbers are there, once each and in order. */
    List<String> violations(ScenarioContext context) {
        Map<String, Long> next = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        KafkaRecords.read(context, LabOutbox.TOPIC::equals, record -> {
            String key = new String(record.key(), UTF_8);
            if (key.startsWith(run)) {
                long expected = next.getOrDefault(key, 0L);
                long number = number(record);
                if (number != expected) {
                    violations.add("'%s': %d followed %d".formatted(key, number, expected - 1));
                }
                next.put(key, number + 1);
            }
        });
        written.forEach((writer, count) -> {
            for (int n = 1; n <= KEYS_PER_WRITER; n++) {
                long published = next.getOrDefault(writer + n, 0L);
                if (published != count) {
                    violations.add("'%s%d': %d rows were written, the last in Kafka is %d"
                            .formatted(writer, n, count, published - 1));
                }
            }
        });
        return violations.subList(0, Math.min(MAX_COUNTER_EXAMPLES, violations.size()));
    }

    private static long number(ConsumerRecord<byte[], byte[]> record) {
        String payload = new String(record.value(), UTF_8);
        return Long.parseLong(payload.substring(PAYLOAD_PREFIX.length(), payload.indexOf(',')));
    }
}
