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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends holds: money on a wallet becomes available at once, and for a card the provider is called. */
@Component
class HoldExpiry {
    private static final Logger log = LoggerFactory.getLogger(HoldExpiry.class);
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

    /**
     * Ends those of the given holds whose time is over, and returns the payments as they are afterwards. It waits for nobody:
     * payments that others have locked, or whose wallet others have locked, are left out.
     */
    List<Payment> end(Collection<UUID> checkouts) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Payment> due = new ArrayList<>(payments.lockHeldTooLong(checkouts));
            Set<String> locked = wallets.lockedByOthers(accounts(due));
            if (due.removeIf(payment -> accounts(List.of(payment)).stream().anyMatch(locked::contains))) {
                log.info(
                        "Others have locked the wallets {}; the holds on them that have ended are released later",
                        locked);
            }
            WalletBalances balances = wallets.lock(accounts(due));
            List<Payment> after =
                    due.stream().map(payment -> end(payment, balances)).toList();
            Effects effects = new Effects();
            payments.update(after, effects);
            wallets.save(balances, effects);
            outbox.send(effects);
            return after;
        }));
    }

    private static Set<String> accounts(List<Payment> payments) {
        Set<String> accounts = new TreeSet<>();
        for (Payment payment : payments) {
            String account = payment.requiredInstrument().accountId();
            if (account != null) {
                accounts.add(account);
            }
        }
        return accounts;
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
