package checkout.relay.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Makes the driver's look for pending data wait until data comes, instead of giving up after a millisecond.
 *
 * <p>The driver looks whether a message is pending by reading with a timeout of 1 ms, so an idle engine either burns CPU in such looks or sleeps through
 * arrivals. With a longer timeout the reading thread wakes the moment a row is there and otherwise rests in the kernel. The wait holds the
 * driver's lock on the connection, so a position update of another thread may have to wait for it; {@link EngineSettings} sees to it that nobody
 * waits for that update: the reading thread sends the new position itself.
 */
public final class PatientSocketFactory extends SocketFactory {

    private static final int DRIVERS_LOOK_MILLIS = 1;

    private final int patienceMillis;

    /** @param patienceMillis how long a look may take, as text because that is all the driver passes on */
    public PatientSocketFactory(String patienceMillis) {
        this.patienceMillis = Integer.parseInt(patienceMillis);
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
        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis == DRIVERS_LOOK_MILLIS ? patienceMillis : millis);
        }
    }
}
