package checkout.relay.capture;

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
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever way bytes come, looks that wait and gather take each of them once and in order. */
class BlockingReadSocketFactoryTest {

    private static final int DRIVERS_LOOK = 1;

    private ServerSocket server;
    private Socket ours;
    private Socket theirs;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ours = new BlockingReadSocketFactory(
                        BlockingReadSocketFactory.argument(Duration.ofMillis(100), Duration.ofMillis(1)))
                .createSocket();
        ours.connect(server.getLocalSocketAddress());
        theirs = server.accept();
        theirs.setTcpNoDelay(true);
    }

    @AfterEach
    void disconnect() throws IOException {
        ours.close();
        theirs.close();
        server.close();
    }

    @Test
    void piecesOfAnySizeArriveWholeAndInOrder() throws IOException {
        byte[] sent = new byte[20_000];
        new Random(7).nextBytes(sent);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendInPieces(sent));

        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[64];
        InputStream in = ours.getInputStream();
        for (int n = look(in, buffer); n != -1; n = look(in, buffer)) {
            received.write(buffer, 0, n);
            // the rest of a message is read without looking, as the driver does
            if (in.available() > 0) {
                received.write(buffer, 0, in.read(buffer, 0, 7));
            }
        }

        sending.join();
        assertThat(received.toByteArray()).isEqualTo(sent);
    }

    @Test
    void aLookAtSilenceEndsAndTakesNothing() throws IOException {
        InputStream in = ours.getInputStream();
        ours.setSoTimeout(DRIVERS_LOOK);
        assertThatThrownBy(() -> in.read(new byte[8], 0, 8)).isInstanceOf(SocketTimeoutException.class);

        theirs.getOutputStream().write('x');

        ours.setSoTimeout(0);
        assertThat(in.read()).isEqualTo('x');
    }

    private int look(InputStream in, byte[] buffer) throws IOException {
        while (true) {
            ours.setSoTimeout(DRIVERS_LOOK);
            try {
                return in.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException nothing) {
                // it looks again
            } finally {
                ours.setSoTimeout(0);
            }
        }
    }

    private void sendInPieces(byte[] bytes) {
        Random random = new Random(8);
        try (OutputStream out = theirs.getOutputStream()) {
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
