package checkout.lab.scenario.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red here: a relay that publishes out of order would go unnoticed, or one that repeats would be blamed. */
class PublishOrderCheckTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID ELSEWHERE = new UUID(0, 4);
    private static final Map<String, List<UUID>> WRITTEN = Map.of("line", List.of(A, B, C));

    @Test
    void firstAppearancesInOrderAreWellWhateverIsRepeatedLater() {
        assertThat(PublishOrderCheck.violations(WRITTEN, appeared(A, B, A, B, C, A)))
                .isEmpty();
    }

    @Test
    void aSwapIsFound() {
        assertThat(PublishOrderCheck.violations(WRITTEN, appeared(A, C, B)))
                .singleElement()
                .asString()
                .contains("message 2 of 3", B.toString(), C.toString());
    }

    @Test
    void whatIsMissingDoesNotMakeTheRestDisorderly() {
        assertThat(PublishOrderCheck.violations(WRITTEN, appeared(A, C))).isEmpty();
    }

    @Test
    void aLineIsComparedWithItselfAlone() {
        List<MessageKey> mixed = Stream.concat(
                        Stream.of(new MessageKey("another", C)), appeared(A, ELSEWHERE, B).stream())
                .toList();
        assertThat(PublishOrderCheck.violations(WRITTEN, mixed)).isEmpty();
    }

    @Test
    void repetitionsAreCounted() {
        assertThat(PublishOrderCheck.repetitions(appeared(A, B, A, A, C))).isEqualTo(2);
        assertThat(PublishOrderCheck.repetitions(appeared(A, B, C))).isZero();
    }

    private static List<MessageKey> appeared(UUID... ids) {
        return Stream.of(ids).map(id -> new MessageKey("line", id)).toList();
    }
}
