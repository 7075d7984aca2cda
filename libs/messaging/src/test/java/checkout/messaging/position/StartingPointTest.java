package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.position.StartingPoint.Gap;
import checkout.messaging.position.StartingPoint.Offset;
import checkout.messaging.position.StartingPoint.Reason;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Red here: records are skipped silently, or handled ones are read again from the beginning. */
class StartingPointTest {

    @Test
    void thePositionOfTheDatabaseCountsWhateverKafkaHasCommitted() {
        assertThat(StartingPoint.of(OptionalLong.of(70), 0L, 0, 100)).isEqualTo(new Offset(70, Reason.STORED));
        assertThat(StartingPoint.of(OptionalLong.of(70), 100L, 0, 100)).isEqualTo(new Offset(70, Reason.STORED));
        assertThat(StartingPoint.of(OptionalLong.of(70), null, 0, 100)).isEqualTo(new Offset(70, Reason.STORED));
    }

    @Test
    void aGroupThatHasReadEverythingHasNoGapWhenKafkaDeletesIt() {
        assertThat(StartingPoint.of(OptionalLong.of(100), 100L, 100, 100)).isEqualTo(new Offset(100, Reason.STORED));
    }

    @Test
    void aGroupWithoutAPositionContinuesAtItsCommittedOffset() {
        assertThat(StartingPoint.of(null, 40L, 0, 100)).isEqualTo(new Offset(40, Reason.COMMITTED));
    }

    @Test
    void aNewGroupBeginsAtTheOldestRecord() {
        assertThat(StartingPoint.of(null, null, 30, 100)).isEqualTo(new Offset(30, Reason.FIRST_START));
    }

    @Test
    void deletedRecordsAreAGapUntilAnOperatorDecides() {
        assertThat(StartingPoint.of(OptionalLong.of(20), 20L, 30, 100)).isInstanceOf(Gap.class);
        assertThat(StartingPoint.of(null, 20L, 30, 100)).isInstanceOf(Gap.class);
        assertThat(StartingPoint.of(OptionalLong.empty(), 20L, 30, 100)).isEqualTo(new Offset(30, Reason.OPERATOR));
    }

    @Test
    void aPositionBeyondTheEndIsAGap() {
        assertThat(StartingPoint.of(OptionalLong.of(120), 120L, 0, 100))
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.sentence()).contains("created anew"));
    }
}
