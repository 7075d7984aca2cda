package checkout.payment.expiry;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.PaymentInstrument.Wallet;
import checkout.payment.state.Payments;
import checkout.payment.wallet.WalletBalances;
import checkout.payment.wallet.Wallets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends holds: money on a wallet becomes available at once, and for a card the provider is called. */
@Component
class HoldExpiry {
    private static final String REASON = "nobody settled the payment while it was held";

    private final Payments payments;
    private final Wallets wallets;
    private final Outbox outbox;
    private final TransactionTemplate transaction;

    HoldExpiry(Payments payments, Wallets wallets, Outbox outbox, PlatformTransactionManager transactions) {
        this.payments = payments;
        this.wallets = wallets;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Ends some of the holds whose time is over; returns the payments as they are afterwards. */
    List<Payment> endBatch(int limit) {
        List<Payment> ended = transaction.execute(status -> {
            List<Payment> due = payments.lockHeldTooLong(limit);
            Set<String> accounts = new TreeSet<>();
            due.forEach(payment -> addAccount(payment, accounts));
            WalletBalances balances = wallets.lock(accounts);
            List<Payment> after =
                    due.stream().map(payment -> end(payment, balances)).toList();
            Effects effects = new Effects();
            payments.update(after, effects);
            wallets.save(balances, effects);
            outbox.send(effects);
            return after;
        });
        return ended == null ? List.of() : ended;
    }

    private static void addAccount(Payment payment, Set<String> accounts) {
        String account = payment.requiredInstrument().accountId();
        if (account != null) {
            accounts.add(account);
        }
    }

    private static Payment end(Payment payment, WalletBalances balances) {
        return switch (payment.requiredInstrument()) {
            case Card card -> payment.expiring(PendingCall.due(PaymentReplyAddress.NOBODY));
            case Wallet wallet -> {
                balances.release(payment.checkoutId(), wallet.requiredAccount(), payment.refundable());
                yield payment.expired(REASON);
            }
        };
    }
}
