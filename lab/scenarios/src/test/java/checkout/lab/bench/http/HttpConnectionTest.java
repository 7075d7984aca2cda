package checkout.lab.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers close connections; if one of these fails the load counts that as a fault, or hangs. */
@Timeout(20)
class HttpConnectionTest {

    private static final String KEPT = "HTTP/1.1 202 \r\nContent-Length: 2\r\n\r\nok";
    private static final String LAST = "HTTP/1.1 202 \r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    @Test
    void usesOneConnectionAsLongAsTheServerKeepsIt() throws IOException {
        try (CannedServer server = new CannedServer(n -> n == 2 ? LAST : KEPT);
                HttpConnection connection = new HttpConnection(server.address())) {
            for (int i = 0; i < 5; i++) {
                assertThat(connection.exchange(request()).body()).isEqualTo("ok");
            }
            assertThat(connection.opened()).isEqualTo(2);
        }
    }

    @Test
    void sendsAgainWhatTheServerHasNotAnsweredOnAnOldConnection() throws IOException {
        try (CannedServer server = new CannedServer(n -> n == 1 ? "" : KEPT);
                HttpConnection connection = new HttpConnection(server.address())) {
            connection.exchange(request());
            assertThat(connection.exchange(request()).body()).isEqualTo("ok");
            assertThat(connection.opened()).isEqualTo(2);
        }
    }

    @Test
    void doesNotAskForeverWhereNobodyAnswers() throws IOException {
        try (CannedServer server = new CannedServer(n -> "");
                HttpConnection connection = new HttpConnection(server.address())) {
            assertThatThrownBy(() -> connection.exchange(request())).isInstanceOf(IOException.class);
            assertThat(connection.opened()).isEqualTo(1);
        }
    }

    private static ByteBuffer request() {
        return ByteBuffer.wrap(AsciiBytes.bytes("GET / HTTP/1.1\r\n\r\n"));
    }
}
