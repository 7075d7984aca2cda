package checkout.order.storefront.limit;

import checkout.web.ApiSecurity;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.stereotype.Component;

/** Adds the limits to the security rules for storefronts. */
@Component
public class LimitConfiguration {
    private final StorefrontLimiters limiters;
    private final ApiSecurity answers;
    private final MeterRegistry meters;

    LimitConfiguration(StorefrontLimiters limiters, ApiSecurity answers, MeterRegistry meters) {
        this.limiters = limiters;
        this.answers = answers;
        this.meters = meters;
    }

    /** The filter is no bean, because every bean that is a filter is also a filter of all other requests. */
    public HttpSecurity limited(HttpSecurity http) {
        return http.addFilterAfter(new LimitFilter(limiters, answers, meters), AuthorizationFilter.class);
    }
}
