package checkout.messaging.position;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * The position of each group in each partition, in the database that has the effects. A position is written a moment after
 * the effects, by another transaction; what was handled in between is delivered again after a crash, and the inbox
 * recognizes it. A position that is restored from a backup therefore fits the effects that are restored with it.
 */
public final class ConsumerPositions {
    private static final Logger log = LoggerFactory.getLogger(ConsumerPositions.class);
    private static final String ADVANCE = """
            insert into consumer_position (consumer_group, topic, part, next_offset)
            select * from unnest(?::text[], ?::text[], ?::int[], ?::bigint[])
            on conflict (consumer_group, topic, part) do update
            set next_offset = excluded.next_offset, moved_at = now()
            where consumer_position.next_offset < excluded.next_offset
            """;

    private final JdbcTemplate jdbc;
    private final Map<Place, Long> moved = new ConcurrentHashMap<>();
    private boolean failing;

    private record Place(String group, TopicPartition partition) {}

    private record Position(Place place, long next) {}

    public ConsumerPositions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The effects of all records before this offset are committed. */
    public void handled(String group, TopicPartition partition, long next) {
        moved.merge(new Place(group, partition), next, Math::max);
    }

    /** Writes the positions that have changed. */
    public synchronized void write() {
        List<Position> changed = moved.entrySet().stream()
                .map(entry -> new Position(entry.getKey(), entry.getValue()))
                // rows are locked in a fixed order
                .sorted(Comparator.comparing(position -> position.place().toString()))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        try {
            new RoundTrip(jdbc).update(ADVANCE, columns(changed)).execute();
            changed.forEach(position -> moved.remove(position.place(), position.next()));
            failing = false;
        } catch (DataAccessException | TransactionException fault) {
            if (!failing) {
                log.warn("The positions of consumers could not be written and are written later: {}", fault.toString());
            }
            failing = true;
        }
    }

    /** What is stored about these partitions; empty where an operator decided to begin at the oldest record. */
    Map<TopicPartition, OptionalLong> stored(String group, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OptionalLong> stored = new HashMap<>();
        jdbc.query(
                "select topic, part, next_offset from consumer_position where consumer_group = ?",
                row -> {
                    long next = row.getLong("next_offset");
                    OptionalLong position = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
                    stored.put(new TopicPartition(row.getString("topic"), row.getInt("part")), position);
                },
                group);
        stored.keySet().retainAll(partitions);
        return stored;
    }

    /** Stores where the group begins to read a partition. */
    void begin(String group, TopicPartition partition, long next) {
        // what was handled before belongs to a position that an operator has given up
        moved.remove(new Place(group, partition));
        jdbc.update("""
                insert into consumer_position (consumer_group, topic, part, next_offset) values (?, ?, ?, ?)
                on conflict (consumer_group, topic, part) do update
                set next_offset = excluded.next_offset, moved_at = now() where consumer_position.next_offset is null
                """, group, partition.topic(), partition.partition(), next);
    }

    private static Columns<Position> columns(List<Position> positions) {
        return Columns.of(positions)
                .text(position -> position.place().group())
                .text(position -> position.place().partition().topic())
                .integer(position -> position.place().partition().partition())
                .bigint(Position::next);
    }
}
