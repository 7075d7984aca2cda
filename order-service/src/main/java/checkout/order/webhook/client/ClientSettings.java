package checkout.order.webhook.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an attempt may take.
 *
 * @param connectTimeout for each address of the receiver, TLS included
 * @param answerTimeout how long the receiver may be silent
 * @param totalTimeout for the whole attempt
 */
@ConfigurationProperties("checkout.webhooks.sending")
public record ClientSettings(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration answerTimeout,
        @DefaultValue("20s") Duration totalTimeout) {
    public ClientSettings {
        require(connectTimeout, "connect-timeout");
        require(answerTimeout, "answer-timeout");
        require(totalTimeout, "total-timeout");
    }

    private static void require(Duration timeout, String name) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "checkout.webhooks.sending.%s is %s; set a time of up to 5m".formatted(name, timeout));
        }
    }
}
