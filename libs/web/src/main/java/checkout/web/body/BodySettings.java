package checkout.web.body;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may send.
 *
 * @param maxSize the size of the largest body; JSON is never longer than 256 KB, whatever is set here
 * @param timeout how long a body may take to arrive
 */
@ConfigurationProperties("checkout.body")
record BodySettings(
        @DefaultValue("256KB") DataSize maxSize,
        @DefaultValue("10s") Duration timeout) {
    BodySettings {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("checkout.body.max-size is %s; set at least 1B".formatted(maxSize));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.body.timeout is %s; set a positive time, such as 10s".formatted(timeout));
        }
    }
}
