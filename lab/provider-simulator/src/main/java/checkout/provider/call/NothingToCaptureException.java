package checkout.provider.call;

/** A capture of a checkout that has no charge, or whose charge is voided. */
public final class NothingToCaptureException extends RuntimeException {

    public NothingToCaptureException() {
        super("Nothing is authorized for this checkout; authorize a charge first");
    }
}
