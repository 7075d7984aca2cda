package checkout.order.storefront.body;

import checkout.web.ApiSecurity;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Limits the bodies of all requests under {@code /v1}, those of users included. */
@Configuration(proxyBeanMethods = false)
class BodyConfiguration {
    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(BodySettings settings, ApiSecurity answers) {
        FilterRegistrationBean<BodyLimitFilter> filter =
                new FilterRegistrationBean<>(new BodyLimitFilter(settings, answers));
        filter.addUrlPatterns("/v1/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ConnectionBodies connectionBodies() {
        return new ConnectionBodies();
    }
}
