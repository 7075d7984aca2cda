package checkout.order;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Another instance of order-service with the database and the broker of the first. */
final class SecondInstance implements AutoCloseable {
    private static final List<String> SHARED_SETTINGS = List.of(
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.flyway.user",
            "spring.flyway.password",
            "spring.kafka.bootstrap-servers",
            "checkout.price-list-refresh",
            "checkout.storefronts.one");

    private final ConfigurableApplicationContext context;

    SecondInstance(Environment first) {
        // as arguments, because they override the settings in application.yaml
        Stream<String> shared =
                SHARED_SETTINGS.stream().map(name -> "--%s=%s".formatted(name, first.getRequiredProperty(name)));
        context = SpringApplication.run(
                OrderServiceApplication.class,
                Stream.concat(Stream.of("--server.port=0"), shared).toArray(String[]::new));
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
