package checkout.relay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Red here: the passwords of the relay's sources cannot come from files as docs/secured-clusters.md says. */
class PasswordFilesTest {
    @TempDir
    Path secrets;

    private final Map<String, Object> variables = new HashMap<>();

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RelaySettings.class)
    static class Settings {}

    @BeforeEach
    void describeASource() {
        variables.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/");
        variables.put("RELAY_SOURCES_0_NAME", "orders");
        variables.put("RELAY_SOURCES_0_URL", "jdbc:postgresql://db.example/orders");
        variables.put("RELAY_SOURCES_0_USERNAME", "relay");
        variables.put("RELAY_SOURCES_0_OWNER_USERNAME", "relay_owner");
        variables.put("RELAY_SOURCES_0_SLOT", "outbox_orders");
    }

    @Test
    void aVariableNamesTheFileOfAPassword() throws IOException {
        Files.writeString(secrets.resolve("relay.orders.password"), "first\n");
        Files.writeString(secrets.resolve("relay.orders.owner-password"), "second\n");
        variables.put("RELAY_SOURCES_0_PASSWORD", "${relay.orders.password}");
        variables.put("RELAY_SOURCES_0_OWNER_PASSWORD", "${relay.orders.owner-password}");

        try (ConfigurableApplicationContext relay = start()) {
            assertThat(relay.getBean(RelaySettings.class).sources())
                    .extracting(
                            RelaySettings.Source::name,
                            RelaySettings.Source::password,
                            RelaySettings.Source::ownerPassword)
                    .containsExactly(tuple("orders", "first", "second"));
        }
    }

    /** A list comes from one place as a whole, so a file adds nothing to what the variables say. */
    @Test
    void aFileIsNoElementOfTheList() throws IOException {
        Files.writeString(secrets.resolve("relay.sources[0].password"), "first\n");

        try (ConfigurableApplicationContext relay = start()) {
            assertThat(relay.getBean(RelaySettings.class).sources())
                    .extracting(RelaySettings.Source::password)
                    .containsOnlyNulls();
        }
    }

    private ConfigurableApplicationContext start() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication relay = new SpringApplicationBuilder(Settings.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .build();
        return relay.run();
    }
}
