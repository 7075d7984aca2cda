package checkout.saga.runtime.drive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How due timers are fired.
 *
 * @param every how often an instance looks for due sagas
 * @param most the number of sagas in one transaction
 */
@ConfigurationProperties("checkout.sweeper")
record SweeperSettings(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("200") int most) {}
