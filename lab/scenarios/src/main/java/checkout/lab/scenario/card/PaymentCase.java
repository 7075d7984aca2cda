package checkout.lab.scenario.card;

import static checkout.lab.scenario.context.ShopperPurchase.card;
import static checkout.lab.scenario.context.ShopperPurchase.wallet;

import java.util.List;
import java.util.Set;

/**
 * A way to pay, and how a checkout that is paid so must end.
 *
 * @param payment as a storefront sends it
 * @param outcomes the status of the order, with the reason if it is rejected
 * @param detail why the payment is declined; empty if it is not
 * @param operator what an operator has to do, because the customer's money cannot be taken when the order is confirmed
 */
record PaymentCase(String name, String payment, Set<String> outcomes, String detail, Operator operator) {
    private static final String CONFIRMED = "CONFIRMED";
    private static final String DECLINED = "REJECTED PAYMENT_DECLINED";
    private static final String TIMED_OUT = "REJECTED TIMED_OUT";

    /** What an operator does with a saga that is stuck. */
    enum Operator {
        NOTHING,
        RETRIES,
        RESOLVES
    }

    static final List<PaymentCase> ALL = List.of(
            confirmed("tok_ok"),
            declined("tok_declined", "card_declined"),
            confirmed("tok_slow"),
            new PaymentCase("tok_timeout", card("tok_timeout"), Set.of(CONFIRMED, TIMED_OUT), "", Operator.NOTHING),
            confirmed("tok_throttled"),
            confirmed("tok_flaky"),
            new PaymentCase("tok_down", card("tok_down"), Set.of(TIMED_OUT), "", Operator.NOTHING),
            confirmed("tok_pending"),
            confirmed("tok_refund_declined"),
            confirmed("tok_3ds"),
            declined("tok_3ds_declined", "challenge_failed"),
            declined("tok_3ds_abandoned", "challenge_expired"),
            confirmed("tok_expiring"),
            stuck("tok_capture_declined", Operator.RETRIES),
            stuck("tok_expiring_declined", Operator.RESOLVES),
            declined("tok_nobody_knows", "invalid_token"),
            new PaymentCase("a wallet", wallet("wallet-001"), Set.of(CONFIRMED), "", Operator.NOTHING),
            declinedWallet("wallet-empty", "insufficient_funds"),
            declinedWallet("wallet-of-nobody", "unknown_account"));

    private static PaymentCase confirmed(String token) {
        return new PaymentCase(token, card(token), Set.of(CONFIRMED), "", Operator.NOTHING);
    }

    private static PaymentCase stuck(String token, Operator operator) {
        return new PaymentCase(token, card(token), Set.of(CONFIRMED), "", operator);
    }

    private static PaymentCase declined(String token, String detail) {
        return new PaymentCase(token, card(token), Set.of(DECLINED), detail, Operator.NOTHING);
    }

    private static PaymentCase declinedWallet(String account, String detail) {
        return new PaymentCase(account, wallet(account), Set.of(DECLINED), detail, Operator.NOTHING);
    }
}
