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
 * Makes the driver's look for pending data wait until data comes, instead of giving up after a millisecond, and then a moment longer for company.
 *
 * <p>The driver looks whether a message is pending by reading with a timeout of 1 ms, so an idle engine either burns CPU in such looks or sleeps through
 * arrivals. With a longer timeout the reading thread wakes the moment a row is there and otherwise rests in the kernel. The server sends every
 * row by itself, so without the moment after it a busy reader is woken for each of them, and the server is interrupted by it as often. The wait holds the
 * driver's lock on the connection, so a position update of another thread may have to wait for it; {@link DebeziumSettings} sees to it that nobody
 * waits for that update: the reading thread sends the new position itself.
 */
public final class BlockingReadSocketFactory extends SocketFactory {

    private static final int DRIVERS_LOOK_MILLIS = 1;
    private static final String AND = "/";

    private final int patienceMillis;
    private final long gatherNanos;

    /** @param argument what {@link #argument} made: text is all the driver passes on */
    public BlockingReadSocketFactory(String argument) {
        int and = argument.indexOf(AND);
        this.patienceMillis = Integer.parseInt(argument.substring(0, and));
        this.gatherNanos = Long.parseLong(argument.substring(and + 1));
    }

    /**
     * What the driver is to be given.
     *
     * @param patience how long a look may take
     * @param gather how long it goes on once something has come
     */
    static String argument(Duration patience, Duration gather) {
        return patience.toMillis() + AND + gather.toNanos();
    }

    @Override
    public Socket createSocket() {
        return new PatientSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw notTheDriversWay();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw notTheDriversWay();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw notTheDriversWay();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw notTheDriversWay();
    }

    private static IOException notTheDriversWay() {
        return new IOException("Indicates a bug: the PostgreSQL driver connects its sockets itself");
    }

    private final class PatientSocket extends Socket {
        private volatile boolean looking;

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            looking = millis == DRIVERS_LOOK_MILLIS;
            super.setSoTimeout(looking ? patienceMillis : millis);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    boolean willWait = looking && gatherNanos > 0 && length > 1 && in.available() == 0;
                    return willWait ? gather(in, bytes, offset, length) : in.read(bytes, offset, length);
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
