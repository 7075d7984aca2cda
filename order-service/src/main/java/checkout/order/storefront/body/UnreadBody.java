package checkout.order.storefront.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * What a request has left unread of its body, as Tomcat itself sees it: the stream that filters see is closed when the
 * answer is complete.
 */
final class UnreadBody implements ApplicationBufferHandler {
    private static final String ATTRIBUTE = UnreadBody.class.getName();

    private final Request request;
    private ByteBuffer part = ByteBuffer.allocate(0);

    private UnreadBody(Request request) {
        this.request = request;
    }

    static void attach(org.apache.catalina.connector.Request request) {
        request.setAttribute(ATTRIBUTE, new UnreadBody(request.getCoyoteRequest()));
    }

    /** Empty in a server other than Tomcat. */
    static Optional<UnreadBody> of(HttpServletRequest request) {
        return Optional.ofNullable((UnreadBody) request.getAttribute(ATTRIBUTE));
    }

    boolean isEmpty() {
        return request.isFinished();
    }

    /** Waits for a part and returns its length, or -1 at the end. */
    int skipPart() throws IOException {
        return request.doRead(this);
    }

    /** Has the connection closed after the answer, without waiting for the rest. */
    void closeConnection() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
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
