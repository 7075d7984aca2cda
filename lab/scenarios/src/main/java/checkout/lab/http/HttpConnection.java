package checkout.lab.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A kept-alive connection that is reopened when the server has closed it. It blocks on purpose: a write and a read are two
 * system calls, and one thread waits for one response. Another thread may close it, which ends the wait.
 */
public final class HttpConnection implements Closeable {

    private final InetSocketAddress address;
    private volatile @Nullable SocketChannel channel;
    private @Nullable HttpResponseReader reader;
    private volatile boolean closed;
    private int opened;

    public HttpConnection(InetSocketAddress address) {
        this.address = address;
    }

    /** Connects to a port of this machine. */
    public static HttpConnection local(int port) {
        return new HttpConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Sends a request that may safely be sent twice and waits for the response; it is sent twice if the server has closed the
     * connection meanwhile.
     */
    public HttpResponse exchange(ByteBuffer request) throws IOException {
        boolean fresh = channel == null;
        try {
            return exchangeOnce(request);
        } catch (IOException e) {
            if (fresh || closed) {
                throw e;
            }
            // most likely the server closed the connection while it was idle
            return exchangeOnce(request.rewind());
        }
    }

    /** Sends a request exactly once and waits for the response; without one, the next request opens another connection. */
    public HttpResponse exchangeOnce(ByteBuffer request) throws IOException {
        try {
            return send(request);
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    /** Returns how many times the connection was opened. */
    public int timesOpened() {
        return opened;
    }

    private HttpResponse send(ByteBuffer request) throws IOException {
        SocketChannel to = channel;
        HttpResponseReader from = reader;
        if (to == null || from == null) {
            to = open();
            from = new HttpResponseReader(to);
            channel = to;
            reader = from;
        }
        while (request.hasRemaining()) {
            to.write(request);
        }
        HttpResponse response = from.read();
        if (response.closesConnection()) {
            drop();
        }
        return response;
    }

    private SocketChannel open() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        SocketChannel opening = SocketChannel.open(address);
        opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened++;
        return opening;
    }

    private void drop() throws IOException {
        SocketChannel open = channel;
        channel = null;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        SocketChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
