package checkout.messaging.deferred;

import checkout.messaging.ReceivedMessage;
import checkout.messaging.Subscription;
import checkout.messaging.handling.SharedRowNeeds;
import checkout.messaging.record.RecordDecoder;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages of a subscription that wait in the database for locked rows. A deferred message is in the inbox, so that it
 * is not received again, and has had no effect. Those of a key are handled in the order in which they came.
 */
public final class DeferredMessages {
    /** More than these stay in Kafka: then it is not a row that is locked, but a table. */
    static final int MOST_UNEXPLAINED = 10_000;

    /** More than these stay in Kafka, although it is known for which rows they wait. */
    static final int MOST = 100_000;

    static final int PAGE = 500;

    /** A page of more bytes has one message only; a message is in memory several times over while it is handled. */
    static final int PAGE_BYTES = 4 << 20;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final Subscription subscription;
    private final JsonMapper json;

    public DeferredMessages(JdbcTemplate jdbc, Subscription subscription, JsonMapper json) {
        this.jdbc = jdbc;
        this.subscription = subscription;
        this.json = json;
    }

    /** A deferred message as it was received, and its place in the order of all. */
    record Deferred(long position, UUID id, ConsumerRecord<byte[], byte[]> origin) {}

    public int count() {
        Integer count = jdbc.queryForObject(
                "select count(*) from deferred_message where subscription = ?", Integer.class, subscription.group());
        return count == null ? 0 : count;
    }

    /**
     * Whether so many more can be deferred. Those that are known to wait for a locked row, and those behind them, are not what
     * makes it look as if a table were locked: however many they are, messages that meet another locked row find room.
     */
    public boolean hasRoomFor(int messages) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                select count(*) + ? <= ? and count(*) filter (where not explained) + ? <= ?
                from (
                    select message_key in (select message_key from deferred_message
                                           where subscription = ? and waits_for is not null) as explained
                    from deferred_message where subscription = ?
                ) d
                """,
                Boolean.class,
                messages,
                MOST,
                messages,
                MOST_UNEXPLAINED,
                subscription.group(),
                subscription.group()));
    }

    /** Whether so many more, of which it is known what they wait for, are more than is kept here. */
    public boolean isFullFor(int messages) {
        return count() + messages > MOST;
    }

    /** Defers messages that the same transaction has recorded in the inbox. */
    public void add(Collection<ReceivedMessage> messages) {
        new RoundTrip(jdbc)
                .update(
                        """
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                select id, subscription, message_key, topic, partition, kafka_offset, headers, payload
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[])
                     with ordinality
                     as new (id, subscription, message_key, topic, partition, kafka_offset, headers, payload, number)
                order by number
                """,
                        Columns.of(messages)
                                .uuid(ReceivedMessage::id)
                                .text(message -> subscription.group())
                                .text(ReceivedMessage::key)
                                .text(message -> message.origin().topic())
                                .integer(message -> message.origin().partition())
                                .bigint(message -> message.origin().offset())
                                .text(message -> json.writeValueAsString(RecordDecoder.headers(message.origin())))
                                .text(ReceivedMessage::payload))
                .execute();
    }

    /** Those of the messages that must not be handled yet: an earlier one of their key waits, or the row they need is locked. */
    public Set<UUID> mustWait(Collection<ReceivedMessage> messages) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Set<String>> keys = trip.query(
                """
                select distinct message_key
                from unnest(?::text[], ?::text[]) as new (subscription, message_key)
                     join deferred_message d using (subscription, message_key)
                where md5(d.message_key) = md5(new.message_key)
                """, Columns.of(messages).text(message -> subscription.group()).text(ReceivedMessage::key), strings());
        Supplier<Set<String>> lockedRows =
                trip.query("""
                select distinct waits_for from deferred_message
                where subscription = any (?::text[]) and waits_for is not null
                """, Columns.of(List.of(subscription.group())).text(group -> group), strings());
        trip.execute();
        Map<UUID, Set<String>> needs = lockedRows.get().isEmpty()
                ? Map.of()
                : SharedRowNeeds.of(messages, subscription.handler().sharedRows());
        Set<String> waitingKeys = new HashSet<>(keys.get());
        Set<UUID> waiting = new HashSet<>();
        for (ReceivedMessage message : messages) {
            boolean locked = needs.getOrDefault(message.id(), Set.of()).stream().anyMatch(lockedRows.get()::contains);
            if (locked || waitingKeys.contains(message.key())) {
                waiting.add(message.id());
                waitingKeys.add(message.key());
            }
        }
        return waiting;
    }

    /** The locked rows that messages wait for. */
    Set<String> rowsWaitedFor() {
        return Set.copyOf(jdbc.queryForList(
                "select distinct waits_for from deferred_message where subscription = ? and waits_for is not null",
                String.class,
                subscription.group()));
    }

    /** Forgets that messages wait for these rows, which are free again: from now on new messages need not wait. */
    void clearWaits(Collection<String> rows) {
        new RoundTrip(jdbc)
                .update("""
                update deferred_message set waits_for = null
                where subscription = any (?::text[]) and waits_for = any (?::text[])
                """, Columns.of(rows).text(row -> subscription.group()).text(row -> row))
                .execute();
    }

    /** Marks messages as waiting for a locked row each. */
    void markWaits(Map<UUID, String> rows) {
        new RoundTrip(jdbc)
                .update("""
                update deferred_message set waits_for = new.waits_for
                from unnest(?::uuid[], ?::text[]) as new (id, waits_for)
                where deferred_message.id = new.id
                """, Columns.of(rows.entrySet()).uuid(Map.Entry::getKey).text(Map.Entry::getValue))
                .execute();
    }

    /**
     * The next messages in order, without those whose key has a message that waits for a row known to be locked: as many as fit
     * in memory, and none only if there is none.
     */
    List<Deferred> page(long after) {
        return jdbc.query(
                """
                select position, id, message_key, topic, partition, kafka_offset, headers, payload
                from (select d.*, row_number() over (order by position) as number,
                             sum(octet_length(headers) + coalesce(octet_length(payload), 0)) over (order by position) as bytes
                      from (select * from deferred_message
                            where subscription = ? and position > ?
                              and message_key not in (select message_key from deferred_message
                                                      where subscription = ? and waits_for is not null)
                            order by position limit ?) d) d
                where number = 1 or bytes <= ?
                order by position
                """,
                (row, number) -> new Deferred(
                        row.getLong("position"),
                        row.getObject("id", UUID.class),
                        origin(
                                row.getString("topic"),
                                row.getInt("partition"),
                                row.getLong("kafka_offset"),
                                row.getString("message_key"),
                                row.getString("headers"),
                                row.getString("payload"))),
                subscription.group(),
                after,
                subscription.group(),
                PAGE,
                PAGE_BYTES);
    }

    /**
     * Takes messages out to handle them; only one transaction gets each. A message is not taken before an earlier one of its
     * key, unless both are taken together.
     */
    Supplier<Set<UUID>> take(Collection<UUID> ids, RoundTrip trip) {
        return trip.query("""
                delete from deferred_message d
                where d.id = any (?::uuid[])
                  and not exists (select from deferred_message e
                                  where e.subscription = d.subscription
                                    and md5(e.message_key) = md5(d.message_key) and e.message_key = d.message_key
                                    and e.position < d.position and e.id <> all (?::uuid[]))
                returning d.id
                """, Columns.of(ids).uuid(id -> id).uuid(id -> id), rows -> {
            Set<UUID> taken = new HashSet<>();
            while (rows.next()) {
                taken.add(rows.getObject(1, UUID.class));
            }
            return taken;
        });
    }

    private ConsumerRecord<byte[], byte[]> origin(
            String topic, int partition, long offset, String key, String headers, String payload) {
        var record = new ConsumerRecord<byte[], byte[]>(topic, partition, offset, utf8(key), utf8(payload));
        json.readValue(headers, HEADERS)
                .forEach((name, value) -> record.headers().add(name, utf8(value)));
        return record;
    }

    private static byte[] utf8(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private static ResultSetExtractor<Set<String>> strings() {
        return rows -> {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        };
    }
}
