package checkout.order.webhook.secret;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the secrets of webhook endpoints are stored.
 *
 * @param secretKey what they are encrypted with; without it there are no endpoints
 */
@ConfigurationProperties("checkout.webhooks")
record SecretSettings(@Nullable String secretKey) {
    private static final int MIN_LENGTH = 32;

    SecretSettings {
        if (secretKey != null && secretKey.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "checkout.webhooks.secret-key has %d characters; set at least %d random ones"
                            .formatted(secretKey.length(), MIN_LENGTH));
        }
    }

    @Override
    public String toString() {
        return "SecretSettings[...]";
    }
}
