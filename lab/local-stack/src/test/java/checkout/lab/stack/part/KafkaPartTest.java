package checkout.lab.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.kafka.BrokerClassPath;
import checkout.lab.stack.state.DirectoryTree;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: a stack with data of an earlier version lacks topics, or a start shortens how long records are kept. */
class KafkaPartTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ConfigResource EVENTS = new ConfigResource(ConfigResource.Type.TOPIC, "checkout.events");
    private static final String LONG = Long.toString(Duration.ofDays(1000).toMillis());

    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();
    private KafkaPart kafka;

    @BeforeEach
    void start() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("lab/backing-services/target/broker"));
        for (String jar : BrokerClassPath.inMavenRepository().split(File.pathSeparator, -1)) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        StateDirectory state = new StateDirectory(folder).withoutCaches();
        state.create();
        kafka = new KafkaPart(state, StackPorts.findFree(LocalPort::isFree), JavaInstallation.current());
        kafka.prepare();
        kafka.start();
        await().atMost(TIMEOUT).until(kafka::isReady);
    }

    @AfterEach
    void stop() throws Exception {
        kafka.stop(TIMEOUT, message -> {});
        DirectoryTree.delete(folder.resolve("lab"));
    }

    @Test
    void eachStartCreatesWhatIsMissingAndSaysWhatIsDifferent() throws Exception {
        assertThat(kafka.hasTopics()).isFalse();
        kafka.afterReady(messages::add);
        assertThat(kafka.hasTopics()).isTrue();
        assertThat(messages).isEmpty();
        try (Admin admin = Admin.create(kafka.clientSettings("anybody"))) {
            // as if the data were of a version that did not have the one and kept the other longer
            admin.deleteTopics(Set.of("orders.events")).all().get();
            admin.incrementalAlterConfigs(Map.of(
                            EVENTS,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", LONG), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(TIMEOUT)
                    .until(() -> !topics(admin).contains("orders.events")
                            && retention(admin).equals(LONG));

            kafka.afterReady(messages::add);

            assertThat(topics(admin)).contains("orders.events", "checkout.events");
            assertThat(retention(admin)).isEqualTo(LONG);
            assertThat(messages)
                    .singleElement()
                    .asString()
                    .matches("kafka: checkout.events has retention.ms %s instead of \\d+; not changed".formatted(LONG));
        }
    }

    private static Set<String> topics(Admin admin) throws Exception {
        return admin.listTopics().names().get();
    }

    private static String retention(Admin admin) throws Exception {
        return admin.describeConfigs(List.of(EVENTS))
                .all()
                .get()
                .get(EVENTS)
                .get("retention.ms")
                .value();
    }
}
