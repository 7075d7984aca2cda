package checkout.relay.work;

/** Only the relay that works a source may publish its rows. */
public final class NotLeading extends RuntimeException {

    NotLeading(String source, Standing standing) {
        super("this relay does not lead source %s (it is %s): ask the relay that does"
                .formatted(source, standing.getClass().getSimpleName()));
    }
}
