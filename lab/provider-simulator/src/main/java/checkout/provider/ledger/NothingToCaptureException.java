package checkout.provider.ledger;

/** A capture of what was never authorized, was declined or is voided. */
public final class NothingToCaptureException extends RuntimeException {

    NothingToCaptureException() {
        super("Nothing is authorized for this checkout, so nothing can be captured; authorize it first");
    }
}
