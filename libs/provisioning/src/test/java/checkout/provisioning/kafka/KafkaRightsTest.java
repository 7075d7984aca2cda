package checkout.provisioning.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Red means: {@code kafka-acls.txt} gives a principal more than it needs, or names a topic that does not exist. */
class KafkaRightsTest {

    private static final List<KafkaRight> RIGHTS = KafkaRight.all();
    private static final List<String> TOPICS =
            ListedTopic.all().stream().map(ListedTopic::name).toList();

    @Test
    void onlyTheRelayWritesAndItWritesEveryTopic() {
        assertThat(RIGHTS.stream().filter(right -> right.operation() == AclOperation.WRITE))
                .allSatisfy(right -> assertThat(right.principal()).isEqualTo("outbox-relay"))
                .extracting(KafkaRight::name)
                .containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(RIGHTS.stream().filter(right -> right.principal().equals("outbox-relay")))
                .allSatisfy(right -> assertThat(right.operation()).isEqualTo(AclOperation.WRITE));
    }

    @Test
    void aServiceOnlyReads() {
        assertThat(RIGHTS.stream()
                        .filter(right -> right.principal().endsWith("-service")
                                || right.principal().equals("saga-orchestrator")))
                .isNotEmpty()
                .allSatisfy(
                        right -> assertThat(right.operation()).isIn(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS));
    }

    @Test
    void aServiceReadsOnlyInGroupsOfItsOwnName() {
        assertThat(RIGHTS.stream()
                        .filter(right -> right.type() == ResourceType.GROUP)
                        .filter(right -> right.operation() == AclOperation.READ))
                .isNotEmpty()
                .allSatisfy(right -> assertThat(right.name()).startsWith(right.principal()));
    }

    @Test
    void everyTopicNamedIsListed() {
        assertThat(RIGHTS.stream()
                        .filter(right -> right.type() == ResourceType.TOPIC)
                        .map(KafkaRight::name))
                .isSubsetOf(TOPICS);
    }

    @Test
    void noRightIsGivenTwice() {
        assertThat(RIGHTS).doesNotHaveDuplicates();
    }
}
