package checkout.provider.connection;

/** Ends a call by closing its connection without an answer. */
public final class HangUpException extends RuntimeException {

    public HangUpException() {
        super("The connection is closed without an answer", null, false, false);
    }
}
