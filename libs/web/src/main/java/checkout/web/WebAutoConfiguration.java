package checkout.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service strict JSON and answers every error, the server's own included, with a problem. */
@AutoConfiguration
@Import(ProblemExceptionHandler.class)
public class WebAutoConfiguration {
    @Bean
    JsonFactoryBuilderCustomizer jsonLimits() {
        return StrictJson::limit;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return new StrictJson();
    }

    @Bean
    WebMvcConfigurer acceptHeaderCheck() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AcceptHeaderCheck());
            }
        };
    }

    @Bean
    TomcatErrorResponses tomcatErrorResponses(JsonMapper json) {
        return new TomcatErrorResponses(json);
    }
}
