package checkout.saga.runtime.drive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deadlines are kept.
 *
 * @param every how often an instance looks for sagas that are due
 * @param most how many it takes into one transaction
 */
@ConfigurationProperties("checkout.sweeper")
record SweeperSettings(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("200") int most) {}
