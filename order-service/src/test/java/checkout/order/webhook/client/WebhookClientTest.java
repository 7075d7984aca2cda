package checkout.order.webhook.client;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.webhook.WebhookReceiver;
import checkout.order.webhook.client.AttemptOutcome.Delivered;
import checkout.order.webhook.client.AttemptOutcome.Refused;
import checkout.order.webhook.client.AttemptOutcome.Unanswered;
import checkout.order.webhook.destination.TargetRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a receiver can hold, fill or redirect the sender, or if an address is connected to that must not be. */
class WebhookClientTest {
    private static final ClientSettings SETTINGS =
            new ClientSettings(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(900));

    private final WebhookClient client = client("127.0.0.0/8");

    @AfterEach
    void stop() {
        client.stop();
    }

    @Test
    void sendsTheHeadersAndTheBody() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            assertThat(client.send(request(receiver.url()))).isEqualTo(new Delivered(204, null));
            assertThat(receiver.received())
                    .containsExactly(new WebhookReceiver.Received("id", 3, "1700000000", "v1,x", "{}", true));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 500, 503})
    void isRefused(int status) {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.behave(new WebhookReceiver.Answer(status, Map.of("Retry-After", "7")));
            assertThat(client.send(request(receiver.url())))
                    .isEqualTo(new Refused(status, null, Duration.ofSeconds(7)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (WebhookReceiver receiver = new WebhookReceiver();
                WebhookReceiver other = new WebhookReceiver()) {
            receiver.behave(new WebhookReceiver.Answer(status, Map.of("Location", other.url())));
            assertThat(client.send(request(receiver.url()))).isEqualTo(new Refused(status, null, null));
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void doesNotWaitForAReceiverThatHangs() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.behave(new WebhookReceiver.Hang());
            assertThat(error(receiver.url())).isEqualTo("No answer within 300 ms");
        }
    }

    @Test
    void saysThatTheReceiverHungUp() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.behave(new WebhookReceiver.HangUp());
            assertThat(error(receiver.url())).startsWith("The connection ");
        }
    }

    @Test
    void saysThatNobodyListens() {
        WebhookReceiver receiver = new WebhookReceiver();
        receiver.close();
        assertThat(error(receiver.url())).startsWith("No connection");
    }

    /** Each byte comes in time, but the answer never ends. */
    @Test
    void endsAnAnswerThatDrips() throws IOException {
        try (RawReceiver receiver = new RawReceiver(out -> {
            byte[] status = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int n = 0; n < 1_000; n++) {
                out.write(status[n % status.length] == '\r' ? 'x' : status[n % status.length]);
                out.flush();
                pause();
            }
        })) {
            long began = System.nanoTime();
            assertThat(error(receiver.url())).isEqualTo("No complete answer within 900 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void keepsTheFirstBytesOfALongAnswerAndDoesNotReadTheRest() throws IOException {
        AtomicInteger written = new AtomicInteger();
        try (RawReceiver receiver = new RawReceiver(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] block = "0123456789\0".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (int n = 0; n < 90_000; n++) {
                out.write(block);
                written.addAndGet(block.length);
            }
        })) {
            assertThat(client.send(request(receiver.url())))
                    .isInstanceOfSatisfying(Delivered.class, delivered -> assertThat(delivered.answer())
                            .hasSize(1_024)
                            .startsWith("0123456789 0123"));
        }
        assertThat(written.get()).isLessThan(50_000_000);
    }

    @Test
    void countsAnAnswerWhoseBodyBreaks() throws IOException {
        try (RawReceiver receiver = new RawReceiver(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhal".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(client.send(request(receiver.url()))).isEqualTo(new Delivered(200, "hal"));
        }
    }

    @Test
    void saysThatTheAnswerIsNotHttp() throws IOException {
        try (RawReceiver receiver = new RawReceiver(
                out -> out.write("220 mail.example.com ESMTP\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(error(receiver.url())).isNotBlank();
        }
    }

    /** The check is on the address that is connected to, so it does not matter what the host is called. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void connectsToNoAddressThatIsNotAllowed(String host) {
        WebhookClient strict = client("10.0.0.0/8");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String url = receiver.url().replace("127.0.0.1", host);
            assertThat(strict.send(request(url)))
                    .isInstanceOfSatisfying(Unanswered.class, unanswered -> assertThat(unanswered.error())
                            .contains("public address"));
            assertThat(receiver.received()).isEmpty();
        } finally {
            strict.stop();
        }
    }

    @Test
    void connectsToTheAllowedAddressOfAName() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            assertThat(client.send(request(receiver.url().replace("127.0.0.1", "localhost"))))
                    .isEqualTo(new Delivered(204, null));
        }
    }

    @Test
    void saysThatANameDoesNotExist() {
        assertThat(error("http://no-such-host.invalid/")).startsWith("The host name cannot be resolved");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private String error(String url) {
        return ((Unanswered) client.send(request(url))).error();
    }

    private static WebhookRequest request(String url) {
        return new WebhookRequest(url, "id", 3, 1_700_000_000, "v1,x", "{}");
    }

    private static WebhookClient client(String allowedAddresses) {
        TargetRules rules = TargetRules.of(true, allowedAddresses);
        return new WebhookClient(SETTINGS, rules.urls(), rules.addresses(), Clock.systemUTC());
    }

    /** Answers one connection with whatever bytes a test wants. */
    private static final class RawReceiver implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        interface Answer {
            void write(OutputStream out) throws IOException;
        }

        RawReceiver(Answer answer) throws IOException {
            Thread thread = new Thread(() -> serve(answer), "raw-receiver");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Answer answer) {
            try (Socket connection = listening.accept()) {
                connection.setSendBufferSize(64 * 1024);
                byte[] request = new byte[4_096];
                if (connection.getInputStream().read(request) > 0) {
                    answer.write(connection.getOutputStream());
                }
            } catch (SocketException closedByTheSender) {
                return;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
