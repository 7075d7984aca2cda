package checkout.web.documentation;

import checkout.web.ApiSecurity;
import checkout.web.ApiSecurityAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnResource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** Serves the documentation of a service to everybody. The pages hold nothing that the repository does not. */
@AutoConfiguration(after = ApiSecurityAutoConfiguration.class)
public class DocumentationAutoConfiguration {
    private static final String DESCRIPTION = "classpath:api/${spring.application.name}.yaml";
    private static final int BEFORE_THE_SERVICES_RULES = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    ProblemPages problemPages() {
        return new ProblemPages();
    }

    @Bean
    @ConditionalOnResource(resources = DESCRIPTION)
    ApiDescriptionPages apiDescriptionPages(@Value(DESCRIPTION) Resource description, JsonMapper json) {
        return new ApiDescriptionPages(description, json);
    }

    /** A service without Spring Security has no rules. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HttpSecurity.class)
    static class Rules {
        @Bean
        @Order(BEFORE_THE_SERVICES_RULES)
        SecurityFilterChain documentation(HttpSecurity http, ApiSecurity security) {
            return security.stateless(
                            http.securityMatcher(
                                    ApiDescriptionPages.YAML,
                                    ApiDescriptionPages.JSON,
                                    ProblemPages.PATH,
                                    ProblemPages.PATH + "/*"),
                            "Basic")
                    .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                            .permitAll()
                            .anyRequest()
                            .denyAll())
                    .build();
        }
    }
}
