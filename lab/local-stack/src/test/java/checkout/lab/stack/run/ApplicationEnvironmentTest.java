package checkout.lab.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red means: an application does not find another one of its stack, or gets a secret it does not need. */
class ApplicationEnvironmentTest {

    private final StackSecrets secrets = StackSecrets.generate();
    private final Credentials credentials =
            Credentials.generate(secrets.roles().of("auditor"), "jdbc:postgresql://127.0.0.1:16432/checkout");
    private final StackPorts ports = new StackPorts(1000);
    private final PostgresPart postgres = new PostgresPart(new StateDirectory(Path.of("clone")), ports, secrets);
    private final ApplicationEnvironment environment = environment("127.0.0.1", null);

    private ApplicationEnvironment environment(String host, @Nullable PgBouncerPart pooler) {
        return new ApplicationEnvironment(
                ports,
                secrets,
                credentials,
                new ServerAddresses(host, ports, postgres, pooler),
                application -> Map.of(
                        "bootstrap.servers", "127.0.0.1:20092",
                        "security.protocol", "SASL_SSL",
                        "sasl.jaas.config", "the user is " + application),
                Path.of("provider"));
    }

    @Test
    void aServiceGetsOnlyItsOwnRoles() {
        Map<String, String> inventory = environment.of("inventory-service");

        assertThat(inventory)
                .containsEntry("SERVER_PORT", "9081")
                .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:16432/checkout")
                .containsEntry("SPRING_DATASOURCE_USERNAME", "inventory")
                .containsEntry("SPRING_DATASOURCE_PASSWORD", secrets.roles().of("inventory"))
                .containsEntry("SPRING_FLYWAY_USER", "inventory_owner")
                .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:20092");
        ApplicationEnvironment.APPLICATIONS.keySet().forEach(application -> assertThat(
                        environment.of(application).values())
                .as(application)
                .doesNotContain(secrets.databaseSuperuser(), secrets.roles().of("auditor")));
    }

    @Test
    void onlyTheTransactionsOfServicesGoThroughThePooler() {
        StateDirectory state = new StateDirectory(Path.of("clone"));
        ApplicationEnvironment pooled = environment("127.0.0.1", new PgBouncerPart(state, ports, secrets, postgres));
        String direct = credentials.auditor().url();

        assertThat(pooled.of("inventory-service")).containsEntry("SPRING_FLYWAY_URL", direct);
        assertThat(pooled.of("inventory-service").get("SPRING_DATASOURCE_URL"))
                .startsWith("jdbc:postgresql://127.0.0.1:17432/inventory");
        assertThat(pooled.of("outbox-relay")).containsEntry("RELAY_SOURCES_0_URL", direct);
        assertThat(environment.of("inventory-service")).containsEntry("SPRING_FLYWAY_URL", direct);
    }

    @Test
    void anApplicationFindsAllServersUnderTheNameThatLeadsToTheProxy() {
        StateDirectory state = new StateDirectory(Path.of("clone"));
        ApplicationEnvironment proxied = environment("localhost", new PgBouncerPart(state, ports, secrets, postgres));

        assertThat(proxied.of("payment-service"))
                .containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://localhost:16432/checkout")
                .containsEntry("CHECKOUT_PAYMENT_CARD_URL", "http://localhost:9084");
        assertThat(proxied.of("payment-service").get("SPRING_DATASOURCE_URL"))
                .startsWith("jdbc:postgresql://localhost:17432/payments");
        assertThat(proxied.of("outbox-relay"))
                .containsEntry("RELAY_SOURCES_0_URL", "jdbc:postgresql://localhost:16432/checkout");
        assertThat(proxied.of("order-service")).containsEntry("CHECKOUT_STOCK_URL", "http://localhost:9081");
        assertThat(proxied.of("saga-orchestrator"))
                .as("the orchestrator asks its neighbours directly")
                .containsEntry("CHECKOUT_DIAGNOSIS_RELAY", "http://127.0.0.1:9083");
        assertThat(proxied.of("provider-simulator"))
                .containsEntry("CHECKOUT_PROVIDER_CALLBACK_URL", "http://127.0.0.1:9082/v1/provider/callbacks");
    }

    @Test
    void everyKafkaClientHasTheSettingsOfItsOwnUser() {
        for (String application :
                List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay")) {
            assertThat(environment.of(application))
                    .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:20092")
                    .containsEntry("SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL")
                    .containsEntry("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "the user is " + application);
        }
        assertThat(environment.of("provider-simulator").keySet()).noneMatch(name -> name.contains("KAFKA"));
    }

    @Test
    void webhooksMayBeSentToThisMachineOnly() {
        assertThat(environment.of("order-service"))
                .containsEntry("CHECKOUT_WEBHOOKS_ALLOWEDADDRESSES", "127.0.0.0/8")
                .hasEntrySatisfying("CHECKOUT_WEBHOOKS_SECRETKEY", key -> assertThat(key)
                        .hasSizeGreaterThanOrEqualTo(32)
                        .isNotEqualTo(secrets.providerCallback()));
    }

    @Test
    void theProviderSignsItsCallbacksAsThePaymentServiceExpects() {
        String secret = secrets.providerCallback();
        assertThat(secret).hasSize(64).isNotEqualTo(secrets.databaseSuperuser());
        assertThat(environment.of("payment-service")).containsEntry("CHECKOUT_PAYMENT_CALLBACK_SECRET", secret);
        assertThat(environment.of("provider-simulator"))
                .containsEntry("CHECKOUT_PROVIDER_CALLBACK_SECRET", secret)
                .containsEntry("CHECKOUT_PROVIDER_CALLBACK_URL", "http://127.0.0.1:9082/v1/provider/callbacks");
    }

    @Test
    void applicationsGetTheUrlsOfTheOthers() {
        assertThat(environment.of("payment-service"))
                .containsEntry("CHECKOUT_PAYMENT_CARD_URL", "http://127.0.0.1:9084");
        assertThat(environment.of("order-service"))
                .containsEntry("CHECKOUT_STOCK_URL", "http://127.0.0.1:9081")
                .containsEntry(
                        "CHECKOUT_STOREFRONTS_STOREFRONT",
                        credentials.storefront().key());
        assertThat(environment.of("outbox-relay"))
                .containsEntry("RELAY_SOURCES_0_SLOT", "outbox_checkout")
                .containsEntry("RELAY_SOURCES_0_PASSWORD", secrets.roles().of("relay"));
    }
}
