package checkout.provider;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the simulator at its start; faults are set later through {@code PUT /v1/faults}.
 *
 * @param data directory of the ledger's journal
 * @param slowAnswer how long {@code tok_slow} delays an answer that is already decided
 * @param hangFor how long {@code tok_timeout} keeps a connection open before closing it
 * @param challengeAnswer how long the customer of {@code tok_3ds} takes to answer the bank's challenge
 * @param callbackUrl where the decision on a challenge is posted; none is posted without it
 * @param callbackSecret signs what is posted there
 * @param seed of all random decisions, until {@code PUT /v1/faults} sets another
 */
@ConfigurationProperties("checkout.provider")
public record ProviderSettings(
        @DefaultValue("./provider-data") Path data,
        @DefaultValue("3s") Duration slowAnswer,
        @DefaultValue("60s") Duration hangFor,
        @DefaultValue("2s") Duration challengeAnswer,
        @Nullable URI callbackUrl,
        @Nullable String callbackSecret,
        @DefaultValue("42") long seed) {

    public ProviderSettings {
        if (callbackUrl != null && (callbackSecret == null || callbackSecret.isBlank())) {
            throw new IllegalArgumentException(
                    "checkout.provider.callback-url is set without a secret; set checkout.provider.callback-secret too");
        }
    }

    @Override
    public String toString() {
        return "ProviderSettings[data=%s, callbackUrl=%s]".formatted(data, callbackUrl);
    }
}
