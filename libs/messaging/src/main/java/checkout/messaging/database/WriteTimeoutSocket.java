package checkout.messaging.database;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket that is closed when a write takes longer than a read may take, {@link #getSoTimeout()}. */
final class WriteTimeoutSocket extends Socket {
    /** The limit is that of a part: a large write may take longer for as long as the other end takes data. */
    private static final int PART = 64 * 1024;

    private static final WriteWatchdog WATCHDOG = new WriteWatchdog();

    private volatile boolean expired;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new LimitedStream(super.getOutputStream());
    }

    /** Ends the write that takes too long, and with it the connection: nobody knows what the other end got. */
    void expire() {
        expired = true;
        try {
            close();
        } catch (IOException | RuntimeException failure) {
            // the writing thread sees that the socket is closed
        }
    }

    private void write(OutputStream out, byte[] bytes, int from, int count) throws IOException {
        int limit = getSoTimeout();
        if (limit == 0) {
            out.write(bytes, from, count);
            return;
        }
        WATCHDOG.begin(this, limit);
        try {
            out.write(bytes, from, count);
        } catch (IOException failure) {
            if (expired) {
                SocketTimeoutException timeout =
                        new SocketTimeoutException("The server has taken no data for %d ms".formatted(limit));
                timeout.initCause(failure);
                throw timeout;
            }
            throw failure;
        } finally {
            WATCHDOG.end(this);
        }
    }

    private final class LimitedStream extends OutputStream {
        private final OutputStream out;

        LimitedStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int done = 0; done < count; done += PART) {
                WriteTimeoutSocket.this.write(out, bytes, from + done, Math.min(PART, count - done));
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
