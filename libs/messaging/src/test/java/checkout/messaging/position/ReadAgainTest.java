package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Red here: a poll overtakes what the database has forgotten of its partition. */
class ReadAgainTest {
    private static final String GROUP = "group";
    private static final TopicPartition MINE = new TopicPartition("topic", 0);
    private static final TopicPartition OTHER = new TopicPartition("topic", 1);

    private final ConsumerPositions positions = new ConsumerPositions(new JdbcTemplate());

    @BeforeEach
    void read() {
        positions.resume(GROUP, MINE, new ReadPartition(null, "1", 0));
        positions.resume(GROUP, OTHER, new ReadPartition(null, "1", 0));
    }

    @Test
    void whatIsReadIsHandled() {
        assertThat(positions.readAgain(GROUP, List.of(MINE, OTHER))).isFalse();
        assertThat(positions.anyOutdated()).isFalse();
    }

    @Test
    void aPollWithAnOutdatedPartitionIsReadAgainAsAWhole() {
        positions.lookAgain(GROUP, List.of(OTHER));

        assertThat(positions.readAgain(GROUP, List.of(MINE, OTHER))).isTrue();
        assertThat(positions.takeOutdated(GROUP, List.of(MINE, OTHER))).isEqualTo(Set.of(MINE, OTHER));
    }

    /** The container goes on trying a poll whose partition was taken away; the new owner begins at the stored position. */
    @Test
    void aPollOfAPartitionThatAnotherInstanceHasIsLeftToIt() {
        positions.forget(GROUP, List.of(OTHER));

        assertThat(positions.readAgain(GROUP, List.of(OTHER))).isTrue();
        assertThat(positions.anyOutdated()).as("it is not read here").isFalse();

        assertThat(positions.readAgain(GROUP, List.of(MINE, OTHER))).isTrue();
        assertThat(positions.takeOutdated(GROUP, List.of(MINE, OTHER)))
                .as("what was read of it is not handled")
                .isEqualTo(Set.of(MINE));
    }
}
