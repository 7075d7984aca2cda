package checkout.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service strict JSON, and problems for whatever it or its server refuses. */
@AutoConfiguration
@Import(ProblemExceptionHandler.class)
public class WebAutoConfiguration {
    @Bean
    JsonFactoryBuilderCustomizer limitedJson() {
        return StrictJson::limit;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return new StrictJson();
    }

    @Bean
    TomcatErrorResponses tomcatRefusals(JsonMapper json) {
        return new TomcatErrorResponses(json);
    }
}
