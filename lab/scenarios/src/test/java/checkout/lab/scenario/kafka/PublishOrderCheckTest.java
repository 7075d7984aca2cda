package checkout.lab.scenario.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Red here: a relay that publishes out of order is not reported, or one that repeats is. */
class PublishOrderCheckTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID ELSEWHERE = new UUID(0, 4);
    private static final Map<String, List<UUID>> WRITTEN = Map.of("stream", List.of(A, B, C));

    @Test
    void acceptsLaterDuplicatesInAnyOrder() {
        assertThat(PublishOrderCheck.violations(WRITTEN, published(A, B, A, B, C, A)))
                .isEmpty();
    }

    @Test
    void reportsSwappedMessages() {
        assertThat(PublishOrderCheck.violations(WRITTEN, published(A, C, B)))
                .singleElement()
                .asString()
                .contains("message 2 of 3", B.toString(), C.toString());
    }

    @Test
    void ignoresMissingMessages() {
        assertThat(PublishOrderCheck.violations(WRITTEN, published(A, C))).isEmpty();
    }

    @Test
    void comparesEachStreamSeparately() {
        List<OutboxMessage> mixed = Stream.concat(
                        Stream.of(new OutboxMessage("another", C)), published(A, ELSEWHERE, B).stream())
                .toList();
        assertThat(PublishOrderCheck.violations(WRITTEN, mixed)).isEmpty();
    }

    @Test
    void countsDuplicates() {
        assertThat(PublishOrderCheck.duplicates(published(A, B, A, A, C))).isEqualTo(2);
        assertThat(PublishOrderCheck.duplicates(published(A, B, C))).isZero();
    }

    private static List<OutboxMessage> published(UUID... ids) {
        return Stream.of(ids).map(id -> new OutboxMessage("stream", id)).toList();
    }
}
