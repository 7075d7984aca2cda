package checkout.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Red here: a message that Kafka would refuse is committed by its writer, or one that fits is not. */
class OutboxRowTest {

    private static final int LIMIT = 1_000_000;

    @Test
    void aMessageThatIsTooLargeFailsItsWriter() {
        assertThatExceptionOfType(MessageTooLargeException.class)
                .isThrownBy(() -> row("x".repeat(LIMIT)).requireAtMost(LIMIT))
                .withMessageContaining("for topic orders.events has 1000001 bytes; at most 1000000 are sent");
        assertThatExceptionOfType(MessageTooLargeException.class)
                .isThrownBy(() -> row("☂".repeat(LIMIT / 3 + 1)).requireAtMost(LIMIT));
    }

    @Test
    void aMessageOfTheLargestSizeIsWritten() {
        assertThatCode(() -> row("x".repeat(LIMIT - 1)).requireAtMost(LIMIT)).doesNotThrowAnyException();
        assertThatCode(() -> row("☂".repeat(LIMIT / 3 - 1)).requireAtMost(LIMIT))
                .doesNotThrowAnyException();
    }

    private static OutboxRow row(String payload) {
        return new OutboxRow(UUID.randomUUID(), "orders.events", "k", "t", null, null, null, payload);
    }
}
