package checkout.lab.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red here: when a server closes a connection, the load counts an error, or hangs. */
@Timeout(20)
class HttpConnectionTest {

    private static final String KEEP_ALIVE = "HTTP/1.1 202 \r\nContent-Length: 2\r\n\r\nok";
    private static final String CLOSE = "HTTP/1.1 202 \r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    @Test
    void reusesTheConnectionUntilTheServerClosesIt() throws IOException {
        try (CannedServer server = new CannedServer(n -> n == 2 ? CLOSE : KEEP_ALIVE);
                HttpConnection connection = new HttpConnection(server.address())) {
            for (int i = 0; i < 5; i++) {
                assertThat(connection.exchange(request()).body()).isEqualTo("ok");
            }
            assertThat(connection.timesOpened()).isEqualTo(2);
        }
    }

    @Test
    void retriesOnceWhenAKeptConnectionIsClosedWithoutAResponse() throws IOException {
        try (CannedServer server = new CannedServer(n -> n == 1 ? "" : KEEP_ALIVE);
                HttpConnection connection = new HttpConnection(server.address())) {
            connection.exchange(request());
            assertThat(connection.exchange(request()).body()).isEqualTo("ok");
            assertThat(connection.timesOpened()).isEqualTo(2);
        }
    }

    @Test
    void failsWhenANewConnectionIsClosedWithoutAResponse() throws IOException {
        try (CannedServer server = new CannedServer(n -> "");
                HttpConnection connection = new HttpConnection(server.address())) {
            assertThatThrownBy(() -> connection.exchange(request())).isInstanceOf(IOException.class);
            assertThat(connection.timesOpened()).isEqualTo(1);
        }
    }

    private static ByteBuffer request() {
        return ByteBuffer.wrap(AsciiBytes.bytes("GET / HTTP/1.1\r\n\r\n"));
    }
}
