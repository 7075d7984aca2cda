package checkout.lab.mutation.registry;

import static checkout.lab.agent.AgentRule.atEntry;
import static checkout.lab.agent.AgentRule.atExit;
import static checkout.lab.agent.AgentRule.sql;
import static checkout.lab.mutation.registry.Mutation.Finding.invariant;

import java.util.List;

/** Bugs of payment-service. */
final class PaymentMutations {

    private static final String SERVICE = "payment-service";
    private static final String RULES = "checkout.payment.command.PaymentRules";

    static final List<Mutation> ALL = List.of(
            new Mutation(
                            "wallet-balance-unchecked",
                            "A wallet counts as full, so that only the database notices when it is overdrawn.",
                            SERVICE,
                            MutationLoad.WALLETS,
                            new Mutation.Finding("no-dead-letters", "no message became a dead letter"),
                            atEntry(
                                    "wallet-balance-unchecked",
                                    "checkout.payment.wallet.WalletBalance",
                                    "available",
                                    "RETURN java.lang.Long.MAX_VALUE"))
                    .halting(),
            new Mutation(
                    "wallet-hold-kept",
                    "The payment is voided, and the hold on the wallet stays.",
                    SERVICE,
                    MutationLoad.UNDONE_PAYMENTS,
                    invariant("a rejected order holds no money of a wallet"),
                    atEntry("wallet-hold-kept", "checkout.payment.wallet.WalletBalances", "release", "RETURN")),
            new Mutation(
                    "another-wallet-pays",
                    "Of payments that are handled together, one is taken from the wallet of another.",
                    SERVICE,
                    MutationLoad.UNDONE_PAYMENTS,
                    invariant("a checkout holds and moves money of the wallet that it names, and of no other"),
                    atEntry(
                            "another-wallet-pays",
                            "checkout.payment.wallet.WalletBalances",
                            "hold",
                            "$0.balances.size() > 1",
                            "$2 = otherKey($0.balances, $2)")),
            new Mutation(
                    "void-not-sent",
                    "A payment by card is voided here, and the provider is not told.",
                    SERVICE,
                    MutationLoad.SLOW_PROVIDER,
                    invariant("the provider charged exactly what our payments say"),
                    atEntry(
                            "void-not-sent",
                            RULES,
                            "giveBack",
                            "$1.instrument() instanceof checkout.payment.state.PaymentInstrument$Card",
                            "RETURN checkout.payment.command.PaymentDecision.answered($1.voided())")),
            new Mutation(
                    "tombstone-off",
                    "A void of a payment that is not there yet leaves nothing that refuses it later.",
                    SERVICE,
                    MutationLoad.LATE_COMMANDS,
                    invariant("a rejected order is not paid"),
                    sql(
                            "tombstone-off",
                            "challenge_in_ms, hold_in_ms, hold_for_ms, method, amount, currency) order by checkout_id",
                            "challenge_in_ms, hold_in_ms, hold_for_ms, method, amount, currency) where method is not null order by checkout_id")),
            new Mutation(
                    "key-of-attempt",
                    "Each attempt of a call to the provider has an idempotency key of its own.",
                    SERVICE,
                    MutationLoad.LOST_ANSWERS,
                    invariant("the provider charged no card twice, and captured nothing of a rejected order"),
                    atExit(
                            "key-of-attempt",
                            "checkout.payment.provider.CardRequests",
                            "post",
                            "true",
                            "RETURN withKeyOfAttempt($!, $1.attempt())")),
            new Mutation(
                    "timeout-taken-for-refusal",
                    "A call that the provider does not answer in time counts as refused.",
                    SERVICE,
                    MutationLoad.LOST_ANSWERS,
                    invariant("the provider charged exactly what our payments say"),
                    atEntry(
                            "timeout-taken-for-refusal",
                            "checkout.payment.card.CardResultRules",
                            "authorized",
                            "$3 instanceof checkout.payment.provider.CardAnswer$TimedOut",
                            "RETURN checkout.payment.card.CardResultRules$PaymentOutcome.decided($1.declined(\"timed out\"))")),
            new Mutation(
                    "capture-not-booked",
                    "A capture by card is not booked in the ledger.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("a payment has taken what its ledger entries say, and nothing unless it is captured"),
                    sql(
                            "capture-not-booked",
                            "where new.amount > refunds.paid",
                            "where false and new.amount > refunds.paid")),
            new Mutation(
                    "refund-unchecked",
                    "Whatever a return is worth, all that is left of the payment is refunded.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    invariant(
                            "an accepted return is refunded and restocked, once and in full; a refused one is neither"),
                    atEntry(
                            "refund-unchecked",
                            "checkout.payment.command.RefundRules",
                            "refund",
                            "$2 != null && $3 == null && $2.refundable() > 0",
                            "$1 = new checkout.contracts.PaymentCommand$RefundPayment($1.checkoutId(), $1.returnId(),"
                                    + " new checkout.contracts.Money($2.refundable(), $1.amount().currency()))")));

    private PaymentMutations() {}
}
