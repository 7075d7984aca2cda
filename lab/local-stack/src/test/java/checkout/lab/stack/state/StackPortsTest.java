package checkout.lab.stack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: stacks on one machine share a port, or a wrong offset is not explained. */
class StackPortsTest {

    @Test
    void theOffsetShiftsAllPorts() {
        assertThat(StackPorts.from(Map.of()).of("order-service")).isEqualTo(8080);
        assertThat(StackPorts.from(Map.of("CHECKOUT_PORT_OFFSET", " 1000 ")).of("postgres"))
                .isEqualTo(16432);
        assertThat(new StackPorts(1000).url("saga-orchestrator")).isEqualTo("http://127.0.0.1:9090");
    }

    @Test
    void anotherStackGetsFreePorts() {
        StackPorts first = StackPorts.findFree(port -> true);
        int taken = first.of("kafka");

        StackPorts next = StackPorts.findFree(port -> port != taken);

        assertThat(next.offset()).isNotEqualTo(first.offset());
        assertThatThrownBy(() -> StackPorts.findFree(port -> false)).isInstanceOf(StackException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999", "-9000", "99999999999"})
    void invalidOffsetsAreRefused(String value) {
        assertThatThrownBy(() -> StackPorts.from(Map.of("CHECKOUT_PORT_OFFSET", value)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("CHECKOUT_PORT_OFFSET")
                .hasMessageContaining("must be");
    }
}
