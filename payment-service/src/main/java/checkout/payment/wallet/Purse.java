package checkout.payment.wallet;

/** What of a wallet can be spent. */
record Purse(String currency, long available) {
    Purse plus(long amount) {
        return new Purse(currency, Math.addExact(available, amount));
    }
}
