package checkout.relay.source;

/** Only the relay that leads a source may replay it. */
public final class NotLeaderException extends RuntimeException {

    NotLeaderException(String source, SourceStatus status) {
        super("This relay cannot replay source %s in state %s. Send the request to the relay that leads the source."
                .formatted(source, status.state()));
    }
}
