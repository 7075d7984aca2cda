package checkout.payment.callback;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call back.
 *
 * @param secret that the provider signs with; without it every callback is rejected, and the provider is only asked
 * @param tolerance how far the time of a signature may be from now
 */
@ConfigurationProperties("checkout.payment.callback")
record CallbackSettings(
        @Nullable String secret, @DefaultValue("5m") Duration tolerance) {
    private static final int MIN_SECRET_LENGTH = 16;

    CallbackSettings {
        if (secret != null && secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "checkout.payment.callback.secret has %d characters; set at least %d, or none to reject all callbacks"
                            .formatted(secret.length(), MIN_SECRET_LENGTH));
        }
    }

    @Override
    public String toString() {
        return "CallbackSettings[secret withheld, tolerance=%s]".formatted(tolerance);
    }
}
