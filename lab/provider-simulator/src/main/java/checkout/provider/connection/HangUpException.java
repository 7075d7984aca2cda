package checkout.provider.connection;

/** The line goes dead: the connection is closed and nothing is answered. */
public final class HangUpException extends RuntimeException {

    public HangUpException() {
        super("hangs up", null, false, false);
    }
}
