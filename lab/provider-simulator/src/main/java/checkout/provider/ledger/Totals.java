package checkout.provider.ledger;

/** Sums over the whole ledger in one currency, in minor units. */
record Totals(String currency, int charges, long charged, long captured, long refunded) {

    static Totals none(String currency) {
        return new Totals(currency, 0, 0, 0, 0);
    }

    Totals with(Entry entry) {
        long amount = entry.amount();
        return switch (entry.status()) {
            case AUTHORIZED -> new Totals(currency, charges + 1, Math.addExact(charged, amount), captured, refunded);
            case CAPTURED -> new Totals(currency, charges, charged, Math.addExact(captured, amount), refunded);
            case DECLINED -> this;
            case VOIDED -> new Totals(currency, charges, charged, captured, Math.addExact(refunded, amount));
        };
    }
}
