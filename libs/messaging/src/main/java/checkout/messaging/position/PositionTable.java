package checkout.messaging.position;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of the positions. */
final class PositionTable {
    private final JdbcTemplate jdbc;

    PositionTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A partition that a group reads. */
    record Place(String group, TopicPartition partition) {}

    /** A row; {@code next} is empty where an operator decided to begin at the oldest record. */
    record Stored(OptionalLong next, @Nullable UUID topicId) {
        static Stored of(@Nullable Long next, @Nullable UUID topicId) {
            return new Stored(next == null ? OptionalLong.empty() : OptionalLong.of(next), topicId);
        }

        boolean isOfAnotherTopic(@Nullable UUID id) {
            return topicId != null && id != null && !topicId.equals(id);
        }
    }

    /**
     * An advance of a position.
     *
     * @param known what this process last read or wrote
     * @param next what is to be stored
     */
    record Advance(Place place, @Nullable UUID topicId, long known, long next) {}

    /** What is stored of the positions of a group. */
    Map<TopicPartition, Stored> of(String group) {
        Map<TopicPartition, Stored> stored = new HashMap<>();
        jdbc.query(
                "select topic, part, next_offset, topic_id from consumer_position where consumer_group = ?",
                row -> {
                    stored.put(
                            new TopicPartition(row.getString(1), row.getInt(2)),
                            Stored.of(row.getObject(3, Long.class), row.getObject(4, UUID.class)));
                },
                group);
        return stored;
    }

    /**
     * Advances the rows that are not behind what is known of them, and returns all as they were. Rows that do not exist are not
     * created. What does not change is not locked, and causes no writing.
     */
    Map<Place, Stored> advance(List<Advance> advances) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<Place, Stored>> before = trip.query(
                """
                with new as (
                    select * from unnest(?::text[], ?::text[], ?::int[], ?::uuid[], ?::bigint[], ?::bigint[]) with ordinality
                      as new (consumer_group, topic, part, id, known, next, number)
                ), locked as (
                    select p.consumer_group, p.topic, p.part, new.id, new.known, new.next
                    from new join consumer_position p using (consumer_group, topic, part)
                    where new.known < new.next or (p.topic_id is null and new.id is not null)
                    order by new.number
                    for update of p
                ), advanced as (
                    update consumer_position p
                    set next_offset = locked.next, topic_id = coalesce(p.topic_id, locked.id), moved_at = now()
                    from locked
                    where (p.consumer_group, p.topic, p.part) = (locked.consumer_group, locked.topic, locked.part)
                      and p.next_offset between locked.known and locked.next
                      and (p.topic_id is null or locked.id is null or p.topic_id = locked.id)
                )
                select p.consumer_group, p.topic, p.part, p.next_offset, p.topic_id
                from new join consumer_position p using (consumer_group, topic, part)
                """,
                Columns.of(advances)
                        .text(advance -> advance.place().group())
                        .text(advance -> advance.place().partition().topic())
                        .integer(advance -> advance.place().partition().partition())
                        .uuid(Advance::topicId)
                        .bigint(Advance::known)
                        .bigint(Advance::next),
                rows -> {
                    Map<Place, Stored> found = new HashMap<>();
                    while (rows.next()) {
                        var partition = new TopicPartition(rows.getString(2), rows.getInt(3));
                        found.put(
                                new Place(rows.getString(1), partition),
                                Stored.of(rows.getObject(4, Long.class), rows.getObject(5, UUID.class)));
                    }
                    return found;
                });
        trip.execute();
        return before.get();
    }

    /** Stores where a group begins to read a partition, unless another instance has just done so. */
    void begin(Place place, @Nullable UUID topicId, long next) {
        jdbc.update(
                """
                insert into consumer_position (consumer_group, topic, part, next_offset, topic_id) values (?, ?, ?, ?, ?)
                on conflict (consumer_group, topic, part) do update
                set next_offset = excluded.next_offset, topic_id = excluded.topic_id, moved_at = now()
                where consumer_position.next_offset is null
                """, place.group(), place.partition().topic(), place.partition().partition(), next, topicId);
    }
}
