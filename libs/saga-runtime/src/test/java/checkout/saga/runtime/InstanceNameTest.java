package checkout.saga.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.container.ConsumerSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: an operator is sent to an instance that nobody can find. */
class InstanceNameTest {

    @Test
    void isTheHostAndTheProcessUnlessTheSettingsNameIt() {
        assertThat(name(null).value())
                .isEqualTo(InstanceName.ofThisProcess())
                .matches("[^:]+:" + ProcessHandle.current().pid());
        assertThat(name("node-7")).isEqualTo(new InstanceName("node-7"));
    }

    private static InstanceName name(@Nullable String setting) {
        ConsumerSettings consumer = new ConsumerSettings(
                1,
                500,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                true);
        return new SagaRuntimeAutoConfiguration().instanceName(new SagaSettings(Map.of(), setting), consumer);
    }
}
