package checkout.lab.stack.run;

import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;

/** The environment variables of each application: addresses, and secrets that must not appear on a command line. */
final class ApplicationEnvironment {

    /** Each application and the folder of its module. */
    static final Map<String, String> APPLICATIONS = new LinkedHashMap<>();

    static {
        APPLICATIONS.put("order-service", "order-service");
        APPLICATIONS.put("inventory-service", "inventory-service");
        APPLICATIONS.put("payment-service", "payment-service");
        APPLICATIONS.put("saga-orchestrator", "saga-orchestrator");
        APPLICATIONS.put("outbox-relay", "outbox-relay");
        APPLICATIONS.put("provider-simulator", "lab/provider-simulator");
    }

    private final StackPorts ports;
    private final StackSecrets secrets;
    private final Credentials credentials;
    private final ServerAddresses servers;
    private final Function<String, Map<String, Object>> kafkaClient;
    private final Path providerData;

    /** @param kafkaClient the settings of the Kafka client of an application, by the application's name */
    ApplicationEnvironment(
            StackPorts ports,
            StackSecrets secrets,
            Credentials credentials,
            ServerAddresses servers,
            Function<String, Map<String, Object>> kafkaClient,
            Path providerData) {
        this.ports = ports;
        this.secrets = secrets;
        this.credentials = credentials;
        this.servers = servers;
        this.kafkaClient = kafkaClient;
        this.providerData = providerData;
    }

    Map<String, String> of(String application) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SERVER_PORT", Integer.toString(ports.of(application)));
        switch (application) {
            case "order-service" -> {
                service(variables, application, "orders");
                users(variables);
                variables.put(
                        "CHECKOUT_STOREFRONTS_STOREFRONT",
                        credentials.storefront().key());
                variables.put(
                        "CHECKOUT_STOREFRONTS_STOREFRONT2",
                        credentials.storefront2().key());
                variables.put("CHECKOUT_SHOP_STOREFRONT", "storefront");
                variables.put("CHECKOUT_DOCS_INTERACTIVE", "true");
                // benchmarks and spikes measure the services, not the limits
                variables.put("CHECKOUT_LIMITS_WRITES_PER_SECOND", "100000");
                variables.put("CHECKOUT_LIMITS_WRITE_BURST", "100000");
                variables.put("CHECKOUT_LIMITS_READS_PER_SECOND", "100000");
                variables.put("CHECKOUT_LIMITS_READ_BURST", "100000");
                variables.put("CHECKOUT_LIMITS_MAX_IN_FLIGHT", "5000");
                variables.put("CHECKOUT_DEMO", "true");
                variables.put("CHECKOUT_STOCK_URL", servers.http("inventory-service"));
                variables.put("CHECKOUT_STOCK_USERNAME", credentials.viewer().username());
                variables.put("CHECKOUT_STOCK_PASSWORD", credentials.viewer().password());
                variables.put("CHECKOUT_WEBHOOKS_SECRETKEY", secrets.webhookSecretKey());
                // receivers of the local stack run on this machine, without TLS
                variables.put("CHECKOUT_WEBHOOKS_ALLOWHTTP", "true");
                variables.put("CHECKOUT_WEBHOOKS_ALLOWEDADDRESSES", "127.0.0.0/8");
            }
            case "inventory-service" -> {
                service(variables, application, "inventory");
                users(variables);
                variables.put("CHECKOUT_DEMO", "true");
            }
            case "payment-service" -> {
                service(variables, application, "payments");
                users(variables);
                variables.put("CHECKOUT_PAYMENT_CARD_URL", servers.http("provider-simulator"));
                variables.put("CHECKOUT_PAYMENT_CALLBACK_SECRET", secrets.providerCallback());
                variables.put("CHECKOUT_DEMO", "true");
            }
            case "saga-orchestrator" -> {
                service(variables, application, "sagas");
                users(variables);
                diagnosis(variables);
            }
            case "outbox-relay" -> {
                relay(variables, application);
                users(variables);
            }
            case "provider-simulator" -> {
                variables.put("CHECKOUT_PROVIDER_DATA", providerData.toString());
                variables.put(
                        "CHECKOUT_PROVIDER_CALLBACK_URL", ports.url("payment-service") + "/v1/provider/callbacks");
                variables.put("CHECKOUT_PROVIDER_CALLBACK_SECRET", secrets.providerCallback());
            }
            default -> throw new IllegalArgumentException("unknown application " + application);
        }
        return variables;
    }

    private void service(Map<String, String> variables, String application, String schema) {
        variables.put("SPRING_DATASOURCE_URL", servers.transactions(schema));
        variables.put("SPRING_DATASOURCE_USERNAME", schema);
        variables.put("SPRING_DATASOURCE_PASSWORD", secrets.roles().of(schema));
        // a migration needs a session of its own: it sets the search path, and may run longer than a transaction may
        // wait
        variables.put("SPRING_FLYWAY_URL", servers.database());
        variables.put("SPRING_FLYWAY_USER", schema + "_owner");
        variables.put("SPRING_FLYWAY_PASSWORD", secrets.roles().of(schema + "_owner"));
        kafka(variables, application);
    }

    private void users(Map<String, String> variables) {
        variables.put("CHECKOUT_USERS_VIEWER_PASSWORD", credentials.viewer().password());
        variables.put("CHECKOUT_USERS_OPERATOR_PASSWORD", credentials.operator().password());
        variables.put("CHECKOUT_USERS_ADMIN_PASSWORD", credentials.admin().password());
        variables.put("CHECKOUT_USERS_SERVICE_PASSWORD", secrets.serviceUser());
    }

    /** Whom the orchestrator asks where a message is. */
    private void diagnosis(Map<String, String> variables) {
        List<String> participants = List.of("inventory-service", "payment-service", "order-service");
        for (int i = 0; i < participants.size(); i++) {
            variables.put("CHECKOUT_DIAGNOSIS_PARTICIPANTS_%d_NAME".formatted(i), participants.get(i));
            variables.put("CHECKOUT_DIAGNOSIS_PARTICIPANTS_%d_URL".formatted(i), ports.url(participants.get(i)));
        }
        variables.put("CHECKOUT_DIAGNOSIS_RELAY", ports.url("outbox-relay"));
        variables.put("CHECKOUT_DIAGNOSIS_USERNAME", "service");
        variables.put("CHECKOUT_DIAGNOSIS_PASSWORD", secrets.serviceUser());
    }

    private void relay(Map<String, String> variables, String application) {
        kafka(variables, application);
        variables.put("RELAY_SOURCES_0_NAME", "checkout");
        // replication, and the lock of a session that makes it the only relay
        variables.put("RELAY_SOURCES_0_URL", servers.database());
        variables.put("RELAY_SOURCES_0_USERNAME", "relay");
        variables.put("RELAY_SOURCES_0_PASSWORD", secrets.roles().of("relay"));
        variables.put("RELAY_SOURCES_0_OWNER_USERNAME", "relay_owner");
        variables.put("RELAY_SOURCES_0_OWNER_PASSWORD", secrets.roles().of("relay_owner"));
        variables.put("RELAY_SOURCES_0_SLOT", "outbox_checkout");
        variables.put("RELAY_SOURCES_0_PUBLICATION", "outbox");
    }

    private void kafka(Map<String, String> variables, String application) {
        kafkaClient.apply(application).forEach((setting, value) -> {
            String name = setting.replace('.', '_').toUpperCase(Locale.ROOT);
            boolean isAddress = setting.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
            variables.put((isAddress ? "SPRING_KAFKA_" : "SPRING_KAFKA_PROPERTIES_") + name, value.toString());
        });
    }
}
