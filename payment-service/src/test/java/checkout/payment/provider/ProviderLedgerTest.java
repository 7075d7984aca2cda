package checkout.payment.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Red here: each page that stalls leaves a connection open, until there are no more. */
@Timeout(20)
class ProviderLedgerTest {
    private static final String HEADERS = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    ProviderLedgerTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aPageThatStallsEndsItsConnection() throws Exception {
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(
                this::sendHeadersAndAwaitTheEnd, work -> new Thread(work, "server").start());
        CardSettings settings =
                TestCardSettings.of("http://127.0.0.1:" + server.getLocalPort(), Map.of("timeout", "300ms"));
        ProviderHttp http = new ProviderHttp(settings);
        ProviderLedger ledger =
                new ProviderLedger(settings, JsonMapper.builder().build(), http);

        assertThatThrownBy(() -> ledger.page(null, 10)).isInstanceOf(IOException.class);
        assertThat(closed.get()).isTrue();
        http.destroy();
    }

    private boolean sendHeadersAndAwaitTheEnd() {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(HEADERS.getBytes(US_ASCII));
            int next = 0;
            while (next >= 0) {
                next = connection.getInputStream().read();
            }
            return true;
        } catch (IOException reset) {
            return true;
        }
    }
}
