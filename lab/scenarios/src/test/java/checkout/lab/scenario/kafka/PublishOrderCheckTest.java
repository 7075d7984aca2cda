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
    private static final UUID DIGEST = new UUID(1, 1);
    private static final UUID OTHER_DIGEST = new UUID(1, 2);
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
                        Stream.of(new OutboxMessage("another", C, null, "topic-0")),
                        published(A, ELSEWHERE, B).stream())
                .toList();
        assertThat(PublishOrderCheck.violations(WRITTEN, mixed)).isEmpty();
    }

    @Test
    void countsDuplicates() {
        assertThat(PublishOrderCheck.duplicates(published(A, B, A, A, C))).isEqualTo(2);
        assertThat(PublishOrderCheck.duplicates(published(A, B, C))).isZero();
    }

    @Test
    void reportsAKeyThatIsInTwoPartitions() {
        List<OutboxMessage> twice = Stream.concat(
                        published(A, B).stream(), Stream.of(new OutboxMessage("stream", C, null, "topic-1")))
                .toList();
        assertThat(PublishOrderCheck.streamsInSeveralPlaces(published(A, B, A))).isEmpty();
        assertThat(PublishOrderCheck.streamsInSeveralPlaces(twice))
                .containsExactly("stream is in topic-0 and in topic-1");
    }

    @Test
    void aCopyHasTheSameTopicKeyAndContent() {
        OutboxMessage written = new OutboxMessage("stream", A, DIGEST, null);
        assertThat(new OutboxMessage("stream", A, DIGEST, "topic-0").isCopyOf(written))
                .isTrue();
        assertThat(new OutboxMessage("another", A, DIGEST, "topic-0").isCopyOf(written))
                .isFalse();
        assertThat(new OutboxMessage("stream", A, OTHER_DIGEST, "topic-0").isCopyOf(written))
                .isFalse();
        assertThat(new OutboxMessage("stream", A, OTHER_DIGEST, "topic-0")
                        .isCopyOf(new OutboxMessage("stream", A, null, null)))
                .as("encoded in the outbox")
                .isTrue();
    }

    private static List<OutboxMessage> published(UUID... ids) {
        return Stream.of(ids)
                .map(id -> new OutboxMessage("stream", id, null, "topic-0"))
                .toList();
    }
}
