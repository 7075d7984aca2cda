package checkout.payment.wallet;

/** The available balance of a wallet in minor units: its money minus the holds on it. */
record WalletBalance(String currency, long available) {
    WalletBalance plus(long amount) {
        return new WalletBalance(currency, Math.addExact(available, amount));
    }
}
