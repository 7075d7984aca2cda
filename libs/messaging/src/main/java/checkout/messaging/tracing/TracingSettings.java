package checkout.messaging.tracing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans are sent.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}; without it there
 *     are no spans
 * @param sample the share of the traces that begin here, from 0 to 1; of a trace that began elsewhere, whoever began it decides
 */
@ConfigurationProperties("checkout.tracing")
public record TracingSettings(
        @Nullable URI endpoint, @DefaultValue("0.1") double sample) {
    public TracingSettings {
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException(
                    "checkout.tracing.sample is %s; it must be from 0 to 1".formatted(sample));
        }
    }
}
