package checkout.relay.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/**
 * Makes the driver's check for pending data block until data arrives, instead of returning after a millisecond, and then wait a little for more data.
 *
 * <p>The driver checks for a pending message by reading with a timeout of 1 ms, so an idle engine either spends CPU on such checks or sleeps while data
 * arrives. With a longer timeout the reading thread wakes up as soon as a row arrives and otherwise sleeps in the kernel. The server sends each row
 * separately, so without the short wait a busy reader would wake up for every row and interrupt the server as often. The blocking read holds the
 * driver's lock on the connection, so a position update by another thread may have to wait for it. The settings of the engine make sure that nobody
 * waits for such an update: the reading thread sends the new position itself.
 *
 * <p>The server answers the engine's status messages, so a connection on which nothing arrives for long is broken, even if it is idle. It is then
 * closed. It is closed too when the server falls silent in the middle of a message: the driver takes that timeout for an idle connection and would
 * read the rest of the message as the beginning of the next.
 */
public final class BlockingReadSocketFactory extends SocketFactory {

    private static final int PENDING_CHECK_MILLIS = 1;
    private static final String SEPARATOR = "/";

    private final int readTimeoutMillis;
    private final long gatherNanos;
    private final long silenceNanos;
    private final String engine;

    /** @param argument the result of {@link #argument}: the driver can only pass a string */
    public BlockingReadSocketFactory(String argument) {
        String[] parts = argument.split(SEPARATOR, 4);
        this.readTimeoutMillis = Integer.parseInt(parts[0]);
        this.gatherNanos = Long.parseLong(parts[1]);
        this.silenceNanos = Long.parseLong(parts[2]);
        this.engine = parts[3];
    }

    /**
     * The argument that the driver passes to the constructor.
     *
     * @param readTimeout how long a check for pending data waits
     * @param gather how long it waits for more data after the first byte
     * @param silence after how long without any data the connection counts as broken
     * @param engine the name under which the engine's {@link EngineSockets} are registered
     */
    public static String argument(Duration readTimeout, Duration gather, Duration silence, String engine) {
        return String.join(
                SEPARATOR,
                Long.toString(readTimeout.toMillis()),
                Long.toString(gather.toNanos()),
                Long.toString(silence.toNanos()),
                engine);
    }

    @Override
    public Socket createSocket() throws IOException {
        EngineSockets sockets = EngineSockets.of(engine);
        Socket socket = new BlockingReadSocket(sockets);
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unsupported();
    }

    private static IOException unsupported() {
        return new IOException("Indicates a bug: the PostgreSQL driver connects its sockets itself");
    }

    private final class BlockingReadSocket extends Socket {
        private final EngineSockets sockets;
        private volatile boolean checkingPending;
        private long idleSinceNanos;
        private boolean idle;
        private volatile boolean broken;

        BlockingReadSocket(EngineSockets sockets) {
            this.sockets = sockets;
        }

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            if (broken) {
                return; // the driver resets the timeout after the failure of a read, and an exception here would hide
                // that failure
            }
            checkingPending = millis == PENDING_CHECK_MILLIS;
            super.setSoTimeout(checkingPending ? readTimeoutMillis : millis);
        }

        @Override
        public synchronized void close() throws IOException {
            sockets.remove(this);
            super.close();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    boolean checking = checkingPending;
                    boolean waits = checking && gatherNanos > 0 && length > 1 && in.available() == 0;
                    long startNanos = System.nanoTime();
                    try {
                        int read = waits ? gather(in, bytes, offset, length) : in.read(bytes, offset, length);
                        idle = false;
                        return read;
                    } catch (SocketTimeoutException e) {
                        throw checking ? whileIdle(startNanos, e) : broken("in the middle of an answer", startNanos);
                    }
                }
            };
        }

        private IOException whileIdle(long startNanos, SocketTimeoutException timeout) throws IOException {
            if (!idle) {
                idle = true;
                idleSinceNanos = startNanos;
            }
            return System.nanoTime() - idleSinceNanos < silenceNanos
                    ? timeout
                    : broken("although it was asked for an answer", idleSinceNanos);
        }

        private SocketException broken(String when, long sinceNanos) throws IOException {
            broken = true;
            close();
            return new SocketException("the server has been silent for %d ms %s; the connection was closed"
                    .formatted((System.nanoTime() - sinceNanos) / 1_000_000, when));
        }

        private int gather(InputStream in, byte[] bytes, int offset, int length) throws IOException {
            int first = in.read(bytes, offset, 1);
            if (first < 1) {
                return first;
            }
            LockSupport.parkNanos(gatherNanos);
            int more = Math.min(in.available(), length - 1);
            return more == 0 ? 1 : 1 + Math.max(0, in.read(bytes, offset + 1, more));
        }
    }
}
