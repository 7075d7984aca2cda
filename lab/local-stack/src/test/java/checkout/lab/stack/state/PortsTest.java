package checkout.lab.stack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The offset moves every port, and nonsense is refused in a sentence. */
class PortsTest {

    @Test
    void theOffsetMovesAllPorts() {
        assertThat(Ports.from(Map.of()).of("order-service")).isEqualTo(8080);
        assertThat(Ports.from(Map.of("CHECKOUT_PORT_OFFSET", " 1000 ")).of("postgres"))
                .isEqualTo(16432);
        assertThat(new Ports(1000).url("saga-orchestrator")).isEqualTo("http://127.0.0.1:9090");
    }

    @Test
    void anotherStackGetsPortsOfWhichNoneIsTaken() {
        Ports first = Ports.elsewhere(port -> true);
        int taken = first.of("kafka");

        Ports next = Ports.elsewhere(port -> port != taken);

        assertThat(next.offset()).isGreaterThan(first.offset());
        assertThatThrownBy(() -> Ports.elsewhere(port -> false)).isInstanceOf(StackProblem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999", "-9000", "99999999999"})
    void nonsenseIsRefused(String value) {
        assertThatThrownBy(() -> Ports.from(Map.of("CHECKOUT_PORT_OFFSET", value)))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("CHECKOUT_PORT_OFFSET")
                .hasMessageContaining("must be");
    }
}
