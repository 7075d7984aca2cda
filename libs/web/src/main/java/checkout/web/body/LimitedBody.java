package checkout.web.body;

import checkout.web.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Reads a body until it is too large or has taken too long, however fast or slow its parts arrive. */
final class LimitedBody extends ServletInputStream {
    private final ConnectionBody body;
    private final BodySettings settings;
    private final long startedAt;
    private long received;

    LimitedBody(ConnectionBody body, BodySettings settings) {
        this.body = body;
        this.settings = settings;
        this.startedAt = System.nanoTime();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = body.read(bytes, offset, length);
        } catch (IOException failed) {
            if (failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException) {
                throw tooSlow();
            }
            throw failed;
        }
        received += Math.max(0, read);
        if (received > settings.maxSize().toBytes()) {
            throw tooLarge(settings);
        }
        if (isLate() && !body.isEmpty()) {
            throw tooSlow();
        }
        return read;
    }

    /** Skips what the request has left unread, within the same limits; false if that is not the whole rest. */
    boolean skip() {
        try {
            while (!body.isEmpty()
                    && !isLate()
                    && received <= settings.maxSize().toBytes()) {
                int skipped = body.skipPart();
                if (skipped < 0) {
                    return true;
                }
                received += skipped;
            }
            return body.isEmpty();
        } catch (IOException timeoutOrHungUp) {
            return false;
        }
    }

    private boolean isLate() {
        return System.nanoTime() - startedAt > settings.timeout().toNanos();
    }

    static ProblemException tooLarge(BodySettings settings) {
        return new ProblemException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "The body is too large",
                        "Send at most %,d bytes.".formatted(settings.maxSize().toBytes()))
                .header(HttpHeaders.CONNECTION, "close");
    }

    private ProblemException tooSlow() {
        return new ProblemException(
                        HttpStatus.REQUEST_TIMEOUT,
                        "body-too-slow",
                        "The body did not arrive in time",
                        "This request has had no effect. Send the whole body within %d ms of the headers."
                                .formatted(settings.timeout().toMillis()))
                .header(HttpHeaders.CONNECTION, "close");
    }

    @Override
    public boolean isFinished() {
        return body.isEmpty();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("Request bodies are read by blocking calls.");
    }
}
