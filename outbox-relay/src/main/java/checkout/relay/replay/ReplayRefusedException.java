package checkout.relay.replay;

/** A replay that would not help, and what would. */
final class ReplayRefusedException extends RuntimeException {

    ReplayRefusedException(String why) {
        super(why);
    }
}
