package checkout.web;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The settings of every service's server, unless its own settings say otherwise, and its language: signatures, statements and
 * messages have the same digits and words on every machine.
 */
final class WebDefaults implements EnvironmentPostProcessor {
    private static final Map<String, Object> DEFAULTS = Map.of(
            // No API takes parts, or forms with PUT, PATCH or DELETE; they would be read before anybody is
            // authenticated, and
            // without the limits of checkout.web.body.
            "spring.servlet.multipart.enabled",
            false,
            "spring.mvc.formcontent.filter.enabled",
            false,
            // for the headers, and for each pause within a body; checkout.body.timeout limits the whole body
            "server.tomcat.connection-timeout",
            "10s",
            // of a body that nobody reads
            "server.tomcat.max-swallow-size",
            "256KB");

    static {
        Locale.setDefault(Locale.ROOT);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("defaults of checkout.web", DEFAULTS));
    }
}
