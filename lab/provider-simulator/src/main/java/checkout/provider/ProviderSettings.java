package checkout.provider;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the simulator at its start; faults are set later through {@code PUT /v1/faults}.
 *
 * @param data directory of the ledger's journal
 * @param slowAnswer how long {@code tok_slow} delays an answer that is already decided
 * @param hangFor how long {@code tok_timeout} keeps a connection open before closing it
 * @param seed of all random decisions, until {@code PUT /v1/faults} sets another
 */
@ConfigurationProperties("checkout.provider")
public record ProviderSettings(
        @DefaultValue("./provider-data") Path data,
        @DefaultValue("3s") Duration slowAnswer,
        @DefaultValue("60s") Duration hangFor,
        @DefaultValue("42") long seed) {}
