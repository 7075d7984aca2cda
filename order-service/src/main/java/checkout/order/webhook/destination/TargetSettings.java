package checkout.order.webhook.destination;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What webhooks may be sent to besides public addresses by HTTPS.
 *
 * @param allowHttp whether endpoints without TLS are allowed
 * @param allowedAddresses ranges of addresses that are allowed although they are not public, such as 10.1.0.0/16
 */
@ConfigurationProperties("checkout.webhooks")
record TargetSettings(
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue List<String> allowedAddresses) {}
