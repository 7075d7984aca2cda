package checkout.provider.line;

/** The line goes dead: the connection is closed and nothing is answered. */
public final class HangUp extends RuntimeException {

    public HangUp() {
        super("hangs up", null, false, false);
    }
}
