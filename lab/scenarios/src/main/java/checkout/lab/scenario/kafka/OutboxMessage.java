package checkout.lab.scenario.kafka;

import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was written to an outbox or published to Kafka. A run has hundreds of thousands of them in memory, so that
 * they share their texts.
 *
 * @param stream the sequence in which it must be in order: the outbox it comes from, its topic and its key
 * @param content the MD5 digest of everything else that consumers read; null if the outbox has it in another form
 * @param place where in Kafka it is, its topic and partition; null in an outbox
 */
record OutboxMessage(
        String stream,
        UUID id,
        @Nullable UUID content,
        @Nullable String place) {

    OutboxMessage {
        stream = stream.intern();
        place = place == null ? null : place.intern();
    }

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
