package checkout.provider.ledger;

/** A checkout that was charged in one currency is to be charged in another. */
public final class CurrencyMismatchException extends RuntimeException {

    CurrencyMismatchException(String charged) {
        super("This checkout was charged in " + charged + " before; ask in " + charged + " again");
    }
}
