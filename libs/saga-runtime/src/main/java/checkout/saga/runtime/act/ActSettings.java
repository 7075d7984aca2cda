package checkout.saga.runtime.act;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How acts run.
 *
 * @param every how often an instance looks for acts to run, and at sagas that have taken a request
 * @param most the number of sagas in one transaction
 * @param confirmWithin after which time a command that is not answered counts as not confirmed
 * @param keep how long an act that has finished is kept
 * @param keepPlanned how long a dry run that nobody runs is kept
 */
@ConfigurationProperties("checkout.acts")
public record ActSettings(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("200") int most,
        @DefaultValue("1m") Duration confirmWithin,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("1d") Duration keepPlanned) {
    public ActSettings {
        positive("every", every);
        positive("confirm-within", confirmWithin);
        positive("keep", keep);
        positive("keep-planned", keepPlanned);
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("checkout.acts.most is %d; it must be from 1 to 1,000".formatted(most));
        }
    }

    private static void positive(String name, Duration given) {
        if (given.isNegative() || given.isZero()) {
            throw new IllegalArgumentException(
                    "checkout.acts.%s is %s; it must be longer than zero".formatted(name, given));
        }
    }
}
