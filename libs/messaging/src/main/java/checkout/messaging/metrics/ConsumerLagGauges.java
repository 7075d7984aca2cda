package checkout.messaging.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far the groups of this service are behind the end of each partition, whichever instance reads it, or none. A group that
 * has read all for hours has not stalled because a record has arrived just now, so the time begins when it was first seen behind
 * where it stands. Every instance shows the same lag, and one that has just started shows a shorter time.
 */
final class ConsumerLagGauges implements GaugeSource {
    private static final Gauge LAG = new Gauge(
            "checkout.consumer.lag", "records", "Records of the partition that the group has not handled yet");
    private static final Gauge STALLED = new Gauge(
            "checkout.consumer.stalled",
            "seconds",
            "For how long the group has handled nothing of a partition that has more; 0 if there is no more");
    private static final double NANOS = 1e9;

    private final JdbcTemplate jdbc;
    private final LogEnds logEnds;
    private final LongSupplier nanoTime;
    private Map<Place, Long> behindSince = Map.of();

    /** @param nanoTime a clock that only goes forward */
    ConsumerLagGauges(JdbcTemplate jdbc, LogEnds logEnds, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.logEnds = logEnds;
        this.nanoTime = nanoTime;
    }

    /** Where a group stands in a partition. */
    private record Place(String group, TopicPartition partition, long next) {}

    /** A stored position of a group. */
    private record Position(Place place, double secondsAgo) {}

    @Override
    public String name() {
        return "consumer-lag";
    }

    @Override
    public List<Reading> read() {
        List<Position> positions = jdbc.query(
                """
                select consumer_group, topic, part, next_offset, extract(epoch from now() - moved_at)
                from consumer_position where next_offset is not null
                """,
                (row, number) -> new Position(
                        new Place(
                                row.getString(1), new TopicPartition(row.getString(2), row.getInt(3)), row.getLong(4)),
                        row.getDouble(5)));
        Map<TopicPartition, Long> ends = logEnds.of(positions.stream()
                .map(position -> position.place().partition())
                .distinct()
                .toList());
        long now = nanoTime.getAsLong();
        Map<Place, Long> behind = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (Position position : positions) {
            Place place = position.place();
            Long end = ends.get(place.partition());
            // a topic that does not exist any more has no end
            if (end != null) {
                String[] tags = {
                    "group", place.group(),
                    "topic", place.partition().topic(),
                    "partition", Integer.toString(place.partition().partition())
                };
                long lag = Math.max(0, end - place.next());
                double stalled = 0;
                if (lag > 0) {
                    long since = behindSince.getOrDefault(place, now);
                    behind.put(place, since);
                    stalled = Math.clamp(position.secondsAgo(), 0, (now - since) / NANOS);
                }
                readings.add(LAG.is((double) lag, tags));
                readings.add(STALLED.is(stalled, tags));
            }
        }
        behindSince = behind;
        return readings;
    }
}
