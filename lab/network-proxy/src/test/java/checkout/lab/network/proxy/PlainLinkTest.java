package checkout.lab.network.proxy;

import static checkout.lab.network.proxy.ProxiedServer.receive;
import static checkout.lab.network.proxy.ProxiedServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.lab.network.fault.Direction;
import checkout.lab.network.fault.NetworkFault.Reset;
import checkout.lab.network.proxy.ProxiedServer.Connection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red means: a link without a fault is not like a direct connection. */
class PlainLinkTest {

    private ProxiedServer link;

    @BeforeEach
    void open() throws IOException {
        link = new ProxiedServer();
    }

    @AfterEach
    void close() throws IOException {
        link.close();
    }

    @Test
    void carriesBytesBothWaysAndCountsThem() throws IOException {
        try (Connection connection = link.connection()) {
            send(connection.client(), "hello");
            assertThat(receive(connection.server(), 5)).isEqualTo("hello");
            send(connection.server(), "hi");
            assertThat(receive(connection.client(), 2)).isEqualTo("hi");

            await().untilAsserted(
                            () -> assertThat(link.status()).isEqualTo(new LinkStatus(ProxiedServer.LINK, 1, 1, 5, 2)));
        }
        await().untilAsserted(() -> assertThat(link.status().openConnections()).isZero());
    }

    @Test
    void carriesMoreThanItHolds() throws Exception {
        String much = "0123456789".repeat(200_000);
        try (Connection connection = link.connection()) {
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    send(connection.client(), much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(receive(connection.server(), much.length())).isEqualTo(much);
            sending.join();
        }
    }

    @Test
    void theEndOfOneSideDoesNotEndTheOther() throws IOException {
        try (Connection connection = link.connection()) {
            send(connection.client(), "question");
            connection.client().shutdownOutput();
            assertThat(receive(connection.server(), 100)).isEqualTo("question");

            send(connection.server(), "answer");
            connection.server().close();
            assertThat(receive(connection.client(), 100)).isEqualTo("answer");
        }
    }

    @Test
    void aResetOfOneSideIsAResetForTheOther() throws IOException {
        try (Connection connection = link.connection()) {
            connection.server().setSoLinger(true, 0);
            connection.server().close();
            assertThatThrownBy(() -> receive(connection.client(), 1)).isInstanceOf(SocketException.class);
        }
        try (Connection connection = link.connection()) {
            connection.client().setSoLinger(true, 0);
            connection.client().close();
            assertThatThrownBy(() -> receive(connection.server(), 1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aServerThatIsNotThereResetsTheClient() throws IOException {
        link.stopServer();
        try (Socket client = link.connect()) {
            assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
        }
        await().untilAsserted(() -> assertThat(link.status().openConnections()).isZero());
    }

    @Test
    void anUnknownLinkIsAnsweredWithThoseThatThereAre() {
        Reset reset = new Reset(Direction.BOTH);
        assertThatThrownBy(() -> link.proxy().inject("shop/bakery", reset, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no link 'shop/bakery'; the links are shop/bank");
    }
}
