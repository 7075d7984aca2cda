package checkout.lab.bench.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept and, where the server has closed it, made anew. Blocking on purpose: a write and a read are
 * two system calls, and one thread waits for one answer. Another thread may close it, which ends the wait.
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

    /** Sends a request that may be sent twice and waits for its answer. */
    public HttpResponse exchange(ByteBuffer request) throws IOException {
        boolean fresh = channel == null;
        try {
            return exchangeOnce(request);
        } catch (IOException e) {
            drop();
            if (fresh || closed) {
                throw e;
            }
            // most likely the server closed the connection while it was idle
            return exchangeOnce(request.rewind());
        }
    }

    /** How many times it was opened. */
    public int opened() {
        return opened;
    }

    private HttpResponse exchangeOnce(ByteBuffer request) throws IOException {
        SocketChannel to = channel;
        HttpResponseReader answers = reader;
        if (to == null || answers == null) {
            to = open();
            answers = new HttpResponseReader(to);
            channel = to;
            reader = answers;
        }
        while (request.hasRemaining()) {
            to.write(request);
        }
        HttpResponse response = answers.read();
        if (response.isLast()) {
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
