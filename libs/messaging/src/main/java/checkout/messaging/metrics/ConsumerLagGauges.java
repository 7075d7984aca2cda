package checkout.messaging.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far the groups of this service are behind the end of each partition, whichever instance reads it, or none. Every instance
 * shows the same values.
 */
final class ConsumerLagGauges implements GaugeSource {
    private static final Gauge LAG = new Gauge(
            "checkout.consumer.lag", "records", "Records of the partition that the group has not handled yet");
    private static final Gauge STALLED = new Gauge(
            "checkout.consumer.stalled",
            "seconds",
            "For how long the group has handled nothing of a partition that has more; 0 if there is no more");

    private final JdbcTemplate jdbc;
    private final LogEnds logEnds;

    ConsumerLagGauges(JdbcTemplate jdbc, LogEnds logEnds) {
        this.jdbc = jdbc;
        this.logEnds = logEnds;
    }

    /** A stored position of a group. */
    private record Position(String group, TopicPartition partition, long next, double secondsAgo) {}

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
                        row.getString(1),
                        new TopicPartition(row.getString(2), row.getInt(3)),
                        row.getLong(4),
                        row.getDouble(5)));
        Map<TopicPartition, Long> ends = logEnds.of(
                positions.stream().map(Position::partition).distinct().toList());
        List<Reading> readings = new ArrayList<>();
        for (Position position : positions) {
            Long end = ends.get(position.partition());
            // a topic that does not exist any more has no end
            if (end != null) {
                String[] tags = {
                    "group", position.group(),
                    "topic", position.partition().topic(),
                    "partition", Integer.toString(position.partition().partition())
                };
                long lag = Math.max(0, end - position.next());
                readings.add(LAG.is((double) lag, tags));
                readings.add(STALLED.is(lag == 0 ? 0 : Math.max(0, position.secondsAgo()), tags));
            }
        }
        return readings;
    }
}
