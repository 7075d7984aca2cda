package checkout.lab.scenario.kafka;

import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was written to an outbox or published to Kafka.
 *
 * @param stream the sequence in which it must be in order: the outbox it comes from, its topic and its key
 * @param content a digest of everything else that consumers read; null if the outbox has it in another form
 * @param place where in Kafka it is, its topic and partition; null in an outbox
 */
record OutboxMessage(
        String stream,
        UUID id,
        @Nullable String content,
        @Nullable String place) {

    static String stream(String schema, String topic, String key) {
        return schema + " " + topic + " " + key;
    }

    /** What the digest is made of. */
    static String text(@Nullable String... fields) {
        return Stream.of(fields).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    /** Whether a published message is the one that was written. */
    boolean isCopyOf(OutboxMessage written) {
        return stream.equals(written.stream) && (written.content == null || written.content.equals(content));
    }
}
