package checkout.web.body;

import checkout.web.ApiSecurity;
import checkout.web.ApiSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits the bodies of all requests, before anybody is authenticated. */
@AutoConfiguration(after = ApiSecurityAutoConfiguration.class)
@ConditionalOnBean(ApiSecurity.class)
@EnableConfigurationProperties(BodySettings.class)
public class BodyLimitAutoConfiguration {
    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(BodySettings settings, ApiSecurity answers) {
        FilterRegistrationBean<BodyLimitFilter> filter =
                new FilterRegistrationBean<>(new BodyLimitFilter(settings, answers));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcConfigurer bodiesOfRequestsThatAreAnsweredLater() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new UnreadBodyInterceptor());
            }
        };
    }

    @Bean
    ConnectionBodies connectionBodies() {
        return new ConnectionBodies();
    }
}
