package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.position.PositionTable.Stored;
import checkout.messaging.position.StartingPoint.Gap;
import checkout.messaging.position.StartingPoint.Offset;
import checkout.messaging.position.StartingPoint.Reason;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: records are skipped silently, or handled ones are read again from the beginning. */
class StartingPointTest {
    private static final UUID TOPIC = UUID.randomUUID();

    @Test
    void aGroupContinuesAtItsStoredPosition() {
        assertThat(StartingPoint.of(at(70), TOPIC, 0, 100)).isEqualTo(new Offset(70, Reason.STORED));
    }

    @Test
    void aGroupThatHasReadEverythingHasNoGapWhenKafkaDeletesIt() {
        assertThat(StartingPoint.of(at(100), TOPIC, 100, 100)).isEqualTo(new Offset(100, Reason.STORED));
    }

    @Test
    void aGroupWithoutAPositionBeginsAtTheOldestRecord() {
        assertThat(StartingPoint.of(null, TOPIC, 30, 100)).isEqualTo(new Offset(30, Reason.FIRST_START));
    }

    @Test
    void deletedRecordsAreAGapUntilAnOperatorDecides() {
        assertThat(StartingPoint.of(at(20), TOPIC, 30, 100)).isInstanceOf(Gap.class);
        assertThat(StartingPoint.of(new Stored(OptionalLong.empty(), TOPIC), TOPIC, 30, 100))
                .isEqualTo(new Offset(30, Reason.OPERATOR));
    }

    @Test
    void aPositionBeyondTheEndIsAGap() {
        assertThat(StartingPoint.of(at(120), TOPIC, 0, 100))
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.sentence()).contains("created again"));
    }

    @Test
    void aPositionInATopicThatWasCreatedAgainIsAGapUntilAnOperatorDecides() {
        UUID created = UUID.randomUUID();
        assertThat(StartingPoint.of(at(70), created, 0, 100))
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.sentence()).contains("deleted and created again"));
        assertThat(StartingPoint.of(new Stored(OptionalLong.empty(), TOPIC), created, 0, 100))
                .isEqualTo(new Offset(0, Reason.OPERATOR));
    }

    @Test
    void aTopicWithoutAKnownIdIsTakenForTheSame() {
        assertThat(StartingPoint.of(at(70), null, 0, 100)).isEqualTo(new Offset(70, Reason.STORED));
        assertThat(StartingPoint.of(new Stored(OptionalLong.of(70), null), TOPIC, 0, 100))
                .isEqualTo(new Offset(70, Reason.STORED));
    }

    private static Stored at(long next) {
        return new Stored(OptionalLong.of(next), TOPIC);
    }
}
