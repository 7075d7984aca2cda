package checkout.provider.ledger;

import checkout.provider.journal.LedgerEntry;

/** Sums over the whole ledger in one currency, in minor units. */
record CurrencyTotals(String currency, int charges, long charged, long captured, long refunded) {

    static CurrencyTotals zero(String currency) {
        return new CurrencyTotals(currency, 0, 0, 0, 0);
    }

    CurrencyTotals plus(LedgerEntry entry) {
        long amount = entry.amount();
        return switch (entry.status()) {
            case AUTHORIZED ->
                new CurrencyTotals(currency, charges + 1, Math.addExact(charged, amount), captured, refunded);
            case CAPTURED -> new CurrencyTotals(currency, charges, charged, Math.addExact(captured, amount), refunded);
            case DECLINED -> this;
            case EXPIRED ->
                new CurrencyTotals(currency, charges - 1, Math.subtractExact(charged, amount), captured, refunded);
            case VOIDED, REFUNDED ->
                new CurrencyTotals(currency, charges, charged, captured, Math.addExact(refunded, amount));
        };
    }
}
