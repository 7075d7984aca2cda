package checkout.messaging.outbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the outbox takes.
 *
 * @param maxMessageBytes the largest message: key, headers and body together. More than the default also needs a larger
 *     {@code max.message.bytes} of the topics
 */
@ConfigurationProperties("checkout.outbox")
public record OutboxSettings(@DefaultValue("1000000") int maxMessageBytes) {
    /** A dead letter of any record must fit. */
    private static final int MINIMUM = 1_000_000;

    public OutboxSettings {
        if (maxMessageBytes < MINIMUM) {
            throw new IllegalArgumentException("checkout.outbox.max-message-bytes is %d; it must be at least %d"
                    .formatted(maxMessageBytes, MINIMUM));
        }
    }
}
