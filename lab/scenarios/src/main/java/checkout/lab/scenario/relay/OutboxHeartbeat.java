package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.scenario.kafka.LabOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Writes an outbox row every ten milliseconds, in a transaction of its own, and records when a consumer first received it. */
public final class OutboxHeartbeat {

    private static final long INTERVAL_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);

    private final ScenarioContext context;
    private final ConcurrentSkipListMap<Long, UUID> written = new ConcurrentSkipListMap<>();
    private final Map<UUID, Long> received = new ConcurrentHashMap<>();

    public OutboxHeartbeat(ScenarioContext context) {
        this.context = context;
    }

    /** Writes until it is interrupted. The schedule is fixed, so that a slow insert does not delay the next ones. */
    public void write() throws SQLException, InterruptedException {
        String key = UUID.randomUUID().toString();
        try (Connection connection = context.role(LabOutbox.SCHEMA);
                PreparedStatement statement = connection.prepareStatement("""
                        insert into orders.outbox (id, topic, message_key, type, payload) values (?, ?, ?, 'lab.Heartbeat.v1', '{}')
                        """)) {
            for (long next = System.nanoTime(); true; next += INTERVAL_NANOS) {
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                UUID id = LabOutbox.nextId();
                statement.setObject(1, id);
                statement.setString(2, LabOutbox.TOPIC);
                statement.setString(3, key);
                long begin = System.nanoTime();
                statement.executeUpdate();
                written.put(begin, id);
            }
        }
    }

    /** Receives rows in a thread of its own until the condition is true. */
    public Thread startReading(BooleanSupplier stop) {
        Thread reader = new Thread(() -> read(stop), "heartbeat-reader");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void read(BooleanSupplier stop) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaRecords.consumer(context)) {
            List<TopicPartition> partitions = KafkaRecords.partitions(consumer, LabOutbox.TOPIC::equals);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (!stop.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    received.putIfAbsent(KafkaRecords.id(record), System.nanoTime());
                }
            }
        }
    }

    /** Returns the times from the beginning of each insert until a consumer received the row, of all received rows. */
    public List<Duration> delays() {
        List<Duration> delays = new ArrayList<>();
        written.forEach((begin, id) -> {
            Long at = received.get(id);
            if (at != null) {
                delays.add(Duration.ofNanos(at - begin));
            }
        });
        return delays;
    }

    public int count() {
        return written.size();
    }

    /** Returns when the first row written after this time was received, in nanoseconds. */
    OptionalLong firstReceivedAfter(long nanoTime) {
        Map.Entry<Long, UUID> first = written.ceilingEntry(nanoTime);
        Long at = first == null ? null : received.get(first.getValue());
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
