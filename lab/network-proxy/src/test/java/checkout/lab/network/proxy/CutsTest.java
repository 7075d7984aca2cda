package checkout.lab.network.proxy;

import static checkout.lab.network.proxy.ProxiedServer.receive;
import static checkout.lab.network.proxy.ProxiedServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault.HalfOpen;
import checkout.lab.network.fault.NetworkFault.Latency;
import checkout.lab.network.fault.NetworkFault.Reset;
import checkout.lab.network.proxy.ProxiedServer.Connection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Red means: a connection that is cut ends for the wrong side, or new connections are cut too. */
class CutsTest {

    private ProxiedServer link;
    private Connection connection;

    @BeforeEach
    void open() throws IOException {
        link = new ProxiedServer();
        connection = link.connection();
        // so that the proxy knows both sides
        send(connection.client(), "ping");
        assertThat(receive(connection.server(), 4)).isEqualTo("ping");
        send(connection.server(), "pong");
        assertThat(receive(connection.client(), 4)).isEqualTo("pong");
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        link.close();
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> receive(socket, 1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private void newConnectionsWork() throws IOException {
        try (Connection next = link.connection()) {
            send(next.client(), "new");
            assertThat(receive(next.server(), 3)).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetOfOneDirectionIsAnOrderlyEndForTheOther(Direction direction) throws IOException {
        long fault = link.inject(new Reset(Set.of(direction)));
        assertReset(connection.receiver(direction));
        assertThat(receive(connection.sender(direction), 1)).isEmpty();
        assertThat(link.end(fault)).isEqualTo(new FaultEffect(1, 0));
        newConnectionsWork();
    }

    @Test
    void bothSidesCanBeReset() throws IOException {
        try (Connection second = link.connection()) {
            await().until(() -> link.status().openConnections() == 2);
            assertThat(link.end(link.inject(new Reset(Direction.BOTH)))).isEqualTo(new FaultEffect(2, 0));
            assertReset(connection.client());
            assertReset(connection.server());
            assertReset(second.client());
        }
        assertThat(link.status().openConnections()).isZero();
    }

    @Test
    void aResetDoesNotWaitForALatency() {
        link.inject(new Latency(Direction.BOTH, Duration.ofMinutes(9), Duration.ZERO));
        link.inject(new Reset(Direction.BOTH));
        assertReset(connection.client());
    }

    @ParameterizedTest
    @EnumSource
    void theSideThatIsLeftIsNotTold(Direction direction) throws IOException {
        long fault = link.inject(new HalfOpen(Set.of(direction)));
        assertReset(connection.receiver(direction));
        Socket left = connection.sender(direction);
        send(left, "is anybody there?");
        await().untilAsserted(() -> assertThat(link.effect(fault)).isEqualTo(new FaultEffect(1, 17)));
        send(left, "still not");
        await().untilAsserted(() -> assertThat(link.effect(fault).bytes()).isEqualTo(26));
        assertThat(left.getInputStream().available()).isZero();
        newConnectionsWork();

        assertThat(link.end(fault)).isEqualTo(new FaultEffect(1, 26));
        assertReset(left);
        await().untilAsserted(() -> assertThat(link.status().openConnections()).isZero());
    }

    @Test
    void eachSideCanBeLeftAloneWithItsEnd() throws IOException {
        long fault = link.inject(new HalfOpen(Direction.BOTH));
        send(connection.client(), "hello");
        send(connection.server(), "hello?");
        await().untilAsserted(() -> assertThat(link.effect(fault)).isEqualTo(new FaultEffect(1, 11)));
        assertThat(connection.client().getInputStream().available()).isZero();
        assertThat(connection.server().getInputStream().available()).isZero();
        connection.client().close();
        send(connection.server(), "!");
        await().untilAsserted(() -> assertThat(link.effect(fault).bytes()).isEqualTo(12));

        link.end(fault);
        assertReset(connection.server());
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionIsGoneWhenTheSideThatWasLeftGivesUp(Direction direction) throws IOException {
        link.inject(new HalfOpen(Set.of(direction)));
        assertReset(connection.receiver(direction));
        assertThat(link.status().openConnections()).isEqualTo(1);
        connection.sender(direction).close();
        await().untilAsserted(() -> assertThat(link.status().openConnections()).isZero());
    }
}
