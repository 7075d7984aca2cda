package checkout.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: bytes of the replication connection are lost, repeated or reordered by blocking reads. */
class BlockingReadSocketFactoryTest {

    private static final int PENDING_CHECK_MILLIS = 1;

    private static final String ENGINE = "test/engine";
    private static final Duration SILENCE = Duration.ofMillis(300);

    private ServerSocket server;
    private EngineSockets sockets;
    /** The socket that the factory created; the client's, unless the client puts TLS around it. */
    private Socket created;

    private Socket client;
    private Socket peer;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets = EngineSockets.register(ENGINE);
        created = new BlockingReadSocketFactory(BlockingReadSocketFactory.argument(
                        Duration.ofMillis(100), Duration.ofMillis(1), SILENCE, ENGINE))
                .createSocket();
        client = created;
        client.connect(server.getLocalSocketAddress());
        peer = server.accept();
        peer.setTcpNoDelay(true);
        secure();
    }

    /** Makes the connection what it is in the driver; this one stays as it is. */
    void secure() throws Exception {}

    final Socket client() {
        return client;
    }

    final Socket peer() {
        return peer;
    }

    /** Continues over TLS. */
    final void continueWith(Socket securedClient, Socket securedPeer) {
        client = securedClient;
        peer = securedPeer;
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        peer.close();
        server.close();
        EngineSockets.unregister(ENGINE);
    }

    @Test
    void readsPiecesOfAnySizeCompletelyAndInOrder() throws IOException {
        byte[] sent = new byte[20_000];
        new Random(7).nextBytes(sent);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendInPieces(sent));

        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[64];
        InputStream in = client.getInputStream();
        for (int n = readWhenPending(in, buffer); n != -1; n = readWhenPending(in, buffer)) {
            received.write(buffer, 0, n);
            // like the driver, read the rest of a message without a check
            if (in.available() > 0) {
                received.write(buffer, 0, in.read(buffer, 0, 7));
            }
        }

        sending.join();
        assertThat(received.toByteArray()).isEqualTo(sent);
    }

    @Test
    void aCheckWithoutDataTimesOutAndConsumesNothing() throws IOException {
        InputStream in = client.getInputStream();
        client.setSoTimeout(PENDING_CHECK_MILLIS);
        assertThatThrownBy(() -> in.read(new byte[8], 0, 8)).isInstanceOf(SocketTimeoutException.class);

        peer.getOutputStream().write('x');

        client.setSoTimeout(0);
        assertThat(in.read()).isEqualTo('x');
    }

    @Test
    void closesAConnectionOnWhichNothingArrivesForLong() throws IOException {
        InputStream in = client.getInputStream();
        long beganNanos = System.nanoTime();

        assertThatThrownBy(() -> readWhenPending(in, new byte[8]))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("the server has been silent for");

        assertThat(System.nanoTime() - beganNanos).isGreaterThanOrEqualTo(SILENCE.toNanos());
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesAConnectionThatFallsSilentInTheMiddleOfAMessage() throws IOException {
        InputStream in = client.getInputStream();
        peer.getOutputStream().write('x');
        assertThat(in.read(new byte[8], 0, 8)).isOne();
        client.setSoTimeout(50);

        // the driver would take a SocketTimeoutException for an idle connection
        assertThatThrownBy(() -> in.read(new byte[8], 0, 8))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("in the middle of an answer");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void anEngineWhoseConnectionsWereClosedOpensNoOther() {
        sockets.close();

        assertThat(created.isClosed()).isTrue();
        assertThatThrownBy(() -> new BlockingReadSocketFactory(BlockingReadSocketFactory.argument(
                                Duration.ofMillis(100), Duration.ofMillis(1), SILENCE, ENGINE))
                        .createSocket())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is being ended");
    }

    private int readWhenPending(InputStream in, byte[] buffer) throws IOException {
        while (true) {
            client.setSoTimeout(PENDING_CHECK_MILLIS);
            try {
                return in.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException timeout) {
                // nothing is pending yet
            } finally {
                client.setSoTimeout(0);
            }
        }
    }

    private void sendInPieces(byte[] bytes) {
        Random random = new Random(8);
        try (OutputStream out = peer.getOutputStream()) {
            int length;
            for (int at = 0; at < bytes.length; at += length) {
                length = Math.min(bytes.length - at, 1 + random.nextInt(40));
                out.write(bytes, at, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
