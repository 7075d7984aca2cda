package checkout.provider;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulator is set up; everything else is asked of it through {@code PUT /v1/faults}.
 *
 * @param data folder of the ledger's journal
 * @param slowAnswer how long {@code tok_slow} keeps its caller waiting for an answer that is already decided
 * @param hangFor how long {@code tok_timeout} holds the line before it hangs up
 * @param seed of every coin that is thrown, until {@code PUT /v1/faults} gives another
 */
@ConfigurationProperties("checkout.provider")
public record ProviderSettings(
        @DefaultValue("./provider-data") Path data,
        @DefaultValue("3s") Duration slowAnswer,
        @DefaultValue("60s") Duration hangFor,
        @DefaultValue("42") long seed) {}
