package checkout.web.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of a request as it arrives on the connection, below Tomcat's streams: they are closed when the answer is
 * complete, and a read that fails makes them replace the answer by one of Tomcat's own.
 */
final class ConnectionBody implements ApplicationBufferHandler {
    private static final String ATTRIBUTE = ConnectionBody.class.getName();

    private final Request request;
    private ByteBuffer part = ByteBuffer.allocate(0);

    private ConnectionBody(Request request) {
        this.request = request;
    }

    static void attach(org.apache.catalina.connector.Request request) {
        request.setAttribute(ATTRIBUTE, new ConnectionBody(request.getCoyoteRequest()));
    }

    static ConnectionBody of(HttpServletRequest request) {
        return Objects.requireNonNull((ConnectionBody) request.getAttribute(ATTRIBUTE));
    }

    /** Adds the fields of a form to the parameters of the query. */
    void addParameters(HttpServletRequest servletRequest, byte[] form) {
        servletRequest.getParameterNames(); // parses the query, once
        request.getParameters().processParameters(form, 0, form.length);
    }

    boolean isEmpty() {
        return !part.hasRemaining() && request.isFinished();
    }

    /** Waits for a part if there is none, and returns how many bytes it has copied, or -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (!part.hasRemaining() && request.doRead(this) < 0) {
            return -1;
        }
        int copied = Math.min(length, part.remaining());
        part.get(bytes, offset, copied);
        return copied;
    }

    /** Waits for a part if there is none, and returns its length, or -1 at the end. */
    int skipPart() throws IOException {
        if (!part.hasRemaining() && request.doRead(this) < 0) {
            return -1;
        }
        int skipped = part.remaining();
        part.position(part.limit());
        return skipped;
    }

    /** Has the connection closed after the answer, without waiting for the rest. */
    void closeConnection() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        // the request is answered; Tomcat would otherwise add an error page, and fail because the answer is sent
        request.getResponse().setErrorReported();
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        part = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return part;
    }

    @Override
    public void expand(int size) {
        // the parts are in the buffers of the connection
    }
}
