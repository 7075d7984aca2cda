package checkout.relay.replay;

/** A replay would not help; the message says what would. */
final class ReplayRefusedException extends RuntimeException {

    ReplayRefusedException(String message) {
        super(message);
    }
}
