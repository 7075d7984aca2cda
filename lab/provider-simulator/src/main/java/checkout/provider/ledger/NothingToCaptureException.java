package checkout.provider.ledger;

/** A capture of a checkout that has no charge, or whose charge is voided. */
public final class NothingToCaptureException extends RuntimeException {

    NothingToCaptureException() {
        super("Nothing is authorized for this checkout; authorize a charge first");
    }
}
