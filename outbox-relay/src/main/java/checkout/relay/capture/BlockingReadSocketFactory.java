package checkout.relay.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/**
 * Makes the driver's check for pending data block until data arrives, instead of returning after a millisecond, and then wait a little for more data.
 *
 * <p>The driver checks for a pending message by reading with a timeout of 1 ms, so an idle engine either spends CPU on such checks or sleeps while data
 * arrives. With a longer timeout the reading thread wakes up as soon as a row arrives and otherwise sleeps in the kernel. The server sends each row
 * separately, so without the short wait a busy reader would wake up for every row and interrupt the server as often. The blocking read holds the
 * driver's lock on the connection, so a position update by another thread may have to wait for it. {@link DebeziumSettings} makes sure that nobody
 * waits for such an update: the reading thread sends the new position itself.
 */
public final class BlockingReadSocketFactory extends SocketFactory {

    private static final int PENDING_CHECK_MILLIS = 1;
    private static final String SEPARATOR = "/";

    private final int readTimeoutMillis;
    private final long gatherNanos;

    /** @param argument the result of {@link #argument}: the driver can only pass a string */
    public BlockingReadSocketFactory(String argument) {
        int separator = argument.indexOf(SEPARATOR);
        this.readTimeoutMillis = Integer.parseInt(argument.substring(0, separator));
        this.gatherNanos = Long.parseLong(argument.substring(separator + 1));
    }

    /**
     * The argument that the driver passes to the constructor.
     *
     * @param readTimeout how long a check for pending data waits
     * @param gather how long it waits for more data after the first byte
     */
    static String argument(Duration readTimeout, Duration gather) {
        return readTimeout.toMillis() + SEPARATOR + gather.toNanos();
    }

    @Override
    public Socket createSocket() {
        return new BlockingReadSocket();
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
        private volatile boolean checkingPending;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            checkingPending = millis == PENDING_CHECK_MILLIS;
            super.setSoTimeout(checkingPending ? readTimeoutMillis : millis);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    boolean waits = checkingPending && gatherNanos > 0 && length > 1 && in.available() == 0;
                    return waits ? gather(in, bytes, offset, length) : in.read(bytes, offset, length);
                }
            };
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
