package checkout.saga.runtime.overview;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the overview is kept up to date while somebody looks at it.
 *
 * @param every how often the sagas are counted
 * @param askEvery how often the other processes are asked
 * @param viewers how many may follow it at the same time at one instance
 * @param stream how long one connection lasts; the browser opens the next one, which is authorized anew
 */
@ConfigurationProperties("checkout.overview")
public record OverviewSettings(
        @DefaultValue("2s") Duration every,
        @DefaultValue("5s") Duration askEvery,
        @DefaultValue("32") int viewers,
        @DefaultValue("10m") Duration stream) {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

    public OverviewSettings {
        notShorter("every", every, SHORTEST);
        notShorter("ask-every", askEvery, SHORTEST);
        notShorter("stream", stream, Duration.ofSeconds(1));
        if (stream.compareTo(LONGEST_STREAM) > 0) {
            throw new IllegalArgumentException(
                    "checkout.overview.stream is %s; it must be at most %s, so that a stream does not outlive its session"
                            .formatted(stream, LONGEST_STREAM));
        }
        if (viewers < 1) {
            throw new IllegalArgumentException(
                    "checkout.overview.viewers is %d; it must be at least 1".formatted(viewers));
        }
    }

    private static void notShorter(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "checkout.overview.%s is %s; it must be at least %s".formatted(name, value, least));
        }
    }
}
