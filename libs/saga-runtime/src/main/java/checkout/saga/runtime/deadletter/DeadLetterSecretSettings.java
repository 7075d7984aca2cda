package checkout.saga.runtime.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of secrets in dead letters.
 *
 * @param keepSecrets how long an open dead letter keeps its secrets, such as the token of a card. Then they are removed, and it
 *     cannot be sent again as it is
 */
@ConfigurationProperties("checkout.dead-letters")
record DeadLetterSecretSettings(@DefaultValue("7d") Duration keepSecrets) {
    DeadLetterSecretSettings {
        if (keepSecrets.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.dead-letters.keep-secrets is %s; it must be zero or more".formatted(keepSecrets));
        }
    }
}
