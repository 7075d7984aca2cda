package checkout.web;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * No service reads multipart bodies, unless its own settings say so. No API takes parts, and the container would read them
 * before anybody is authenticated or a limit of the body holds.
 */
final class MultipartDisabled implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = Map.of("spring.servlet.multipart.enabled", false);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("defaults of checkout.web", DEFAULTS));
    }
}
