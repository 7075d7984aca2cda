package checkout.messaging.status;

import checkout.messaging.fault.FaultCause;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What operators decided about consumers that keep their position. The decisions are in the database, so that all instances
 * of a service follow them and so that they can be audited.
 */
public final class OperatorDecisions {
    private final JdbcTemplate jdbc;
    private final Duration resumedFor;

    /** @param resumedFor how long the decision about a cause holds */
    public OperatorDecisions(JdbcTemplate jdbc, Duration resumedFor) {
        this.jdbc = jdbc;
        this.resumedFor = resumedFor;
    }

    /** Whether the records that fail for this cause go to the dead letters. */
    public boolean isResumed(String group, FaultCause cause) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                select exists (select from consumer_decision
                               where consumer_group = ? and cause = ? and decided_at > now() - ?::interval)
                """, Boolean.class, group, cause.fingerprint(), resumedFor.toMillis() + " milliseconds"));
    }

    /** Lets the records that fail for this cause go to the dead letters. */
    public void resume(String group, FaultCause cause, @Nullable String who, String reason) {
        jdbc.update(
                "insert into consumer_decision (consumer_group, cause, who, reason) values (?, ?, ?, ?)",
                group,
                cause.fingerprint(),
                who,
                reason);
    }

    /** Lets the group go on in this partition with the oldest record that Kafka has. */
    public void resumeAtOldest(String group, TopicPartition partition, @Nullable String who, String reason) {
        jdbc.update("""
                with decision as (
                    insert into consumer_decision (consumer_group, topic, part, who, reason) values (?, ?, ?, ?, ?)
                    returning consumer_group, topic, part)
                insert into consumer_position (consumer_group, topic, part, next_offset)
                select consumer_group, topic, part, null from decision
                on conflict (consumer_group, topic, part) do update set next_offset = null, moved_at = now()
                """, group, partition.topic(), partition.partition(), who, reason);
    }
}
