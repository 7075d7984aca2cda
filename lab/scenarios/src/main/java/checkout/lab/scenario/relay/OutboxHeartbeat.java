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

/** An outbox row every ten milliseconds, in a transaction of its own, and when a consumer first saw each. */
public final class OutboxHeartbeat {

    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final long NANOS_OF_A_MILLI = 1_000_000;
    private static final Duration POLL = Duration.ofMillis(20);

    private final ScenarioContext scenarioContext;
    private final ConcurrentSkipListMap<Long, UUID> written = new ConcurrentSkipListMap<>();
    private final Map<UUID, Long> seen = new ConcurrentHashMap<>();

    public OutboxHeartbeat(ScenarioContext scenarioContext) {
        this.scenarioContext = scenarioContext;
    }

    /** Writes until it is interrupted, each row at its time: one that took long does not hold up the next ones. */
    public void write() throws SQLException, InterruptedException {
        String key = UUID.randomUUID().toString();
        try (Connection connection = scenarioContext.as(LabOutbox.SCHEMA);
                PreparedStatement statement = connection.prepareStatement("""
                        insert into orders.outbox (id, topic, message_key, type, payload) values (?, ?, ?, 'lab.Pulse.v1', '{}')
                        """)) {
            for (long next = System.nanoTime(); true; next += PERIOD.toNanos()) {
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / NANOS_OF_A_MILLI));
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

    /** Reads until it is told that this is enough. */
    public void read(BooleanSupplier enough) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaRecords.consumer(scenarioContext)) {
            var partitions = consumer.partitionsFor(LabOutbox.TOPIC).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (!enough.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    seen.putIfAbsent(KafkaRecords.id(record), System.nanoTime());
                }
            }
        }
    }

    /** From the beginning of each row's insert until a consumer saw it; of rows that were not seen yet there is none. */
    public List<Duration> delays() {
        List<Duration> delays = new ArrayList<>();
        written.forEach((begin, id) -> {
            Long at = seen.get(id);
            if (at != null) {
                delays.add(Duration.ofNanos(at - begin));
            }
        });
        return delays;
    }

    public int count() {
        return written.size();
    }

    /** When the first row that was written after this moment was seen in Kafka, in nanoseconds. */
    OptionalLong firstSeenAfter(long moment) {
        Map.Entry<Long, UUID> first = written.ceilingEntry(moment);
        Long at = first == null ? null : seen.get(first.getValue());
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
