package checkout.relay.work;

/** Only the relay that works a source may publish its rows. */
public final class NotLeaderException extends RuntimeException {

    NotLeaderException(String source, SourceStatus sourceStatus) {
        super("this relay does not lead source %s (it is %s): ask the relay that does"
                .formatted(source, sourceStatus.getClass().getSimpleName()));
    }
}
