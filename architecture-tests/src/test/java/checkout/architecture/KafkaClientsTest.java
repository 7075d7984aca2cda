package checkout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Red means: a class creates a Kafka client and is not known to take the common connection settings, so that it might not
 * reach a secured cluster (docs/secured-clusters.md).
 */
class KafkaClientsTest {

    private static final Set<String> CLIENTS = Set.of(
            "org.apache.kafka.clients.producer.KafkaProducer",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "org.apache.kafka.clients.admin.Admin",
            "org.apache.kafka.clients.admin.AdminClient",
            "org.apache.kafka.clients.admin.KafkaAdminClient",
            "org.springframework.kafka.core.DefaultKafkaConsumerFactory",
            "org.springframework.kafka.core.DefaultKafkaProducerFactory");

    /** Who creates clients, and the type or method that its connection settings come from. */
    private static final Map<String, String> SETTINGS_COME_FROM = new TreeMap<>(Map.ofEntries(

            // the settings spring.kafka, as Spring Boot applies them to its own factories
            Map.entry(
                    "checkout.messaging.container.ListenerContainerFactory",
                    "MessagingAutoConfiguration: ConsumerFactory"),
            Map.entry("checkout.messaging.container.TopicFollower", "TopicFollower: ConsumerFactory"),
            Map.entry("checkout.relay.publish.KafkaPublisher", "Quarantines: ProducerFactory"),
            Map.entry("checkout.relay.kafka.TopicLookup", "Quarantines: ProducerFactory"),
            Map.entry("checkout.relay.status.KafkaConnection", "KafkaConnection: ProducerFactory"),
            Map.entry("checkout.messaging.hop.KafkaEvidence", "HopsAutoConfiguration: ConsumerFactory"),
            Map.entry("checkout.messaging.position.AdminConnection", "GaugesAutoConfiguration: KafkaAdmin"),
            Map.entry("checkout.messaging.retention.TopicRetentionCheck", "MessagingAutoConfiguration: KafkaAdmin"),

            // client.config of the command line, and what the caller gives
            Map.entry("checkout.provisioning.kafka.ProvisionKafka", "ProvisionKafka: client.config"),
            Map.entry("checkout.provisioning.kafka.TopicProvisioning", "TopicProvisioning: adminClient"),

            // the settings of the stack's broker
            Map.entry("checkout.lab.stack.part.KafkaPart", "KafkaPart: adminClientSettings"),
            Map.entry("checkout.lab.scenario.kafka.ConsumersCaughtUp", "ConsumersCaughtUp: kafkaAuditor"),
            Map.entry("checkout.lab.scenario.kafka.KafkaRecords", "KafkaRecords: kafkaAuditor"),
            Map.entry("checkout.lab.scenario.poison.UnreadableRecord", "UnreadableRecord: kafkaAdmin"),
            Map.entry("checkout.lab.bench.load.CheckoutEndListener", "CheckedLoad: kafkaClient"),
            Map.entry("checkout.lab.scenario.kafka.ForeignProducer", "ForeignProducer: kafkaAdmin"),
            Map.entry("checkout.lab.scenario.kafka.OffsetsReset", "OffsetsReset: kafkaAdmin"),
            Map.entry("checkout.lab.scenario.pressure.RebalanceStorm", "RebalanceStorm: kafkaAdmin"),
            Map.entry("checkout.lab.scenario.outside.OversizedRecords", "OversizedRecords: kafkaAdmin")));

    /** The only classes that name a broker's address: everybody else would name it without the other settings. */
    private static final Set<String> NAME_ADDRESSES = Set.of(
            "KafkaBroker.java", // a broker's own address
            "KafkaPart.java",
            "RelaySettings.java", // relay.kafka.bootstrap-servers over spring.kafka.bootstrap-servers
            "KafkaConnection.java", // only to say which brokers do not answer
            "ProvisionKafka.java",
            "ApplicationEnvironment.java",
            // the servers of tests, which authenticate nobody unless they are SecuredTestServers
            "TestServers.java",
            "SecuredTestServers.java",
            "TestProducer.java",
            "TopicRecorder.java");

    private static final Pattern ADDRESS = Pattern.compile("BOOTSTRAP_SERVERS_CONFIG|\"bootstrap\\.servers\"");

    private final JavaClasses classes = new ClassFileImporter().importPaths(SourceTree.compiledClasses());

    @Test
    void everyClassThatCreatesAClientIsListed() {
        Set<String> creators = classes.stream()
                .filter(type -> !type.getPackageName().startsWith("checkout.testinfra"))
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(unit -> Stream.concat(
                        unit.getConstructorCallsFromSelf().stream(), unit.getMethodCallsFromSelf().stream()))
                .filter(KafkaClientsTest::createsAClient)
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(creators)
                .as("classes that create a Kafka client; add a new one here only if it takes the common settings")
                .isEqualTo(SETTINGS_COME_FROM.keySet());
    }

    @Test
    void everyClientTakesTheCommonSettings() {
        SETTINGS_COME_FROM.forEach((creator, source) -> {
            String[] where = source.split(": ", 2);
            assertThat(read(sourceOf(where[0] + ".java")))
                    .as("%s takes the connection settings from %s", creator, source)
                    .contains(where[1]);
        });
    }

    @Test
    void nobodyElseNamesAnAddress() {
        assertThat(SourceTree.javaFiles())
                .filteredOn(file -> ADDRESS.matcher(read(file)).find())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(NAME_ADDRESSES);
    }

    private static boolean createsAClient(JavaAccess<?> call) {
        return CLIENTS.contains(call.getTargetOwner().getName())
                && (call.getName().equals("<init>") || call.getName().equals("create"));
    }

    private static Path sourceOf(String fileName) {
        return SourceTree.javaFiles().stream()
                .filter(file -> file.getFileName().toString().equals(fileName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + fileName));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
