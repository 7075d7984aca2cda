package checkout.provider.call;

/** The currency differs from the one in which the checkout was charged. */
public final class CurrencyMismatchException extends RuntimeException {

    public CurrencyMismatchException(String charged) {
        super("This checkout was charged in " + charged + "; send the same currency");
    }
}
