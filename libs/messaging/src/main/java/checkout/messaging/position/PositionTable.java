package checkout.messaging.position;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table of the positions, which are read and written with the server's timeline. PostgreSQL begins a new timeline when a
 * standby becomes the primary, and when a backup is recovered.
 */
final class PositionTable {
    private static final String TIMELINE = "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

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

    /** Rows, and the timeline on which they were read. */
    record Positions<K>(String timeline, Map<K, Stored> rows) {}

    /**
     * An advance of a position.
     *
     * @param timeline on which {@code known} was read or written
     * @param known what this process last read or wrote
     * @param next what is to be stored
     */
    record Advance(Place place, @Nullable UUID topicId, String timeline, long known, long next) {}

    /** What is stored of the positions of a group. */
    Positions<TopicPartition> of(String group) {
        Map<TopicPartition, Stored> stored = new HashMap<>();
        List<String> timeline = jdbc.query(
                """
                select server.timeline, p.topic, p.part, p.next_offset, p.topic_id
                from (select %s) as server (timeline) left join consumer_position p on p.consumer_group = ?
                """.formatted(TIMELINE),
                (row, number) -> {
                    if (row.getString(2) != null) {
                        stored.put(
                                new TopicPartition(row.getString(2), row.getInt(3)),
                                Stored.of(row.getObject(4, Long.class), row.getObject(5, UUID.class)));
                    }
                    return row.getString(1);
                },
                group);
        return new Positions<>(timeline.getFirst(), stored);
    }

    /**
     * Advances the rows that are not behind what is known of them, unless the timeline is another, and returns all as they were.
     * Rows that do not exist are not created. What does not change is not locked, and causes no writing.
     */
    Positions<Place> advance(List<Advance> advances) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Positions<Place>> before = trip.query(
                """
                with server (timeline) as (
                    select %s
                ), new as (
                    select * from unnest(?::text[], ?::text[], ?::int[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[]) with ordinality
                      as new (consumer_group, topic, part, id, timeline, known, next, number)
                ), locked as (
                    select p.consumer_group, p.topic, p.part, new.id, new.known, new.next
                    from new join consumer_position p using (consumer_group, topic, part) join server using (timeline)
                    where (new.known < new.next or (p.topic_id is null and new.id is not null))
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
                select server.timeline, p.consumer_group, p.topic, p.part, p.next_offset, p.topic_id
                from server left join (new join consumer_position p using (consumer_group, topic, part)) on true
                """.formatted(TIMELINE),
                Columns.of(advances)
                        .text(advance -> advance.place().group())
                        .text(advance -> advance.place().partition().topic())
                        .integer(advance -> advance.place().partition().partition())
                        .uuid(Advance::topicId)
                        .text(Advance::timeline)
                        .bigint(Advance::known)
                        .bigint(Advance::next),
                PositionTable::before);
        trip.execute();
        return before.get();
    }

    private static Positions<Place> before(ResultSet rows) throws SQLException {
        Map<Place, Stored> found = new HashMap<>();
        String timeline = "";
        while (rows.next()) {
            timeline = rows.getString(1);
            if (rows.getString(2) != null) {
                var partition = new TopicPartition(rows.getString(3), rows.getInt(4));
                found.put(
                        new Place(rows.getString(2), partition),
                        Stored.of(rows.getObject(5, Long.class), rows.getObject(6, UUID.class)));
            }
        }
        return new Positions<>(timeline, found);
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
