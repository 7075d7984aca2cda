package checkout.relay.replay;

/** A replay that would not help, and what would. */
final class CannotReplay extends RuntimeException {

    CannotReplay(String why) {
        super(why);
    }
}
