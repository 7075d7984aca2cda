package checkout.relay;

import checkout.testinfra.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** A topic of one test that refuses a large record until its limit is raised. */
record RefusingTopic(String name) {

    static final String TOO_LARGE = "x".repeat(1_200_000);

    static RefusingTopic create() throws Exception {
        RefusingTopic topic = new RefusingTopic("refusing-" + UUID.randomUUID());
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic.name, 2, (short) 1)))
                    .all()
                    .get();
            Eventually.holds("the topic exists", RelayProcess.TIMEOUT, () -> topic.exists(admin), topic::name);
        }
        return topic;
    }

    private boolean exists(Admin admin) {
        try {
            return admin.describeTopics(List.of(name)).allTopicNames().get().size() == 1;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void raiseTheLimit() throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, name),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "3000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.kafka()));
    }
}
