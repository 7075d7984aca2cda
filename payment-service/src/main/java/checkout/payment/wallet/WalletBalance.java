package checkout.payment.wallet;

/** What of a wallet can be spent. */
record WalletBalance(String currency, long available) {
    WalletBalance plus(long amount) {
        return new WalletBalance(currency, Math.addExact(available, amount));
    }
}
