package checkout.payment.command;

import checkout.contracts.PaymentCommand;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardCallWorker;
import checkout.payment.refund.Refund;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument;
import checkout.payment.state.Payments;
import checkout.payment.wallet.WalletBalances;
import checkout.payment.wallet.Wallets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Handles the payment commands of a Kafka poll: locks all rows at once, decides in memory in the order of the commands,
 * writes all changes at once. Calls to the card provider are only recorded; they begin after the commit.
 */
@Component
class PaymentCommandHandler implements BatchHandler {
    private final Payments payments;
    private final Refunds refunds;
    private final Wallets wallets;
    private final CardCallWorker cardCalls;
    private final Clock clock;

    PaymentCommandHandler(Payments payments, Refunds refunds, Wallets wallets, CardCallWorker cardCalls, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.wallets = wallets;
        this.cardCalls = cardCalls;
        this.clock = clock;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, Payment>> knownPayments = payments.lock(
                messages.stream().map(message -> command(message).checkoutId()).toList(), reading);
        // adds nothing to the trip unless the batch contains refunds
        Supplier<Map<UUID, Refund>> knownRefunds = refunds.lock(returns(messages), reading);
        if (messages.stream().allMatch(message -> message.body() instanceof AuthorizePayment)) {
            Supplier<WalletBalances> balances = wallets.lock(accounts(messages, List.of()), reading);
            return fresh -> decide(fresh, knownPayments.get(), knownRefunds.get(), balances.get());
        }
        // the wallet of any other command is known from its payment alone, which takes a second round trip
        return fresh -> decide(
                fresh,
                knownPayments.get(),
                knownRefunds.get(),
                wallets.lock(accounts(messages, knownPayments.get().values())));
    }

    private Effects decide(
            List<ReceivedMessage> messages,
            Map<UUID, Payment> knownPayments,
            Map<UUID, Refund> knownRefunds,
            WalletBalances balances) {
        PaymentBatch batch = new PaymentBatch(knownPayments, knownRefunds, balances, clock.instant());
        messages.forEach(message -> batch.apply(command(message), message));
        Effects effects = batch.effects();
        payments.insert(batch.newPayments(), effects);
        payments.update(batch.changedPayments(), effects);
        refunds.insert(batch.newRefunds(), effects);
        refunds.update(batch.changedRefunds(), effects);
        wallets.save(balances, effects);
        if (batch.refundCallsPending()) {
            effects.afterCommit(cardCalls::wakeUpForRefunds);
        }
        return batch.paymentCallsPending() ? effects.afterCommit(cardCalls::wakeUp) : effects;
    }

    private static PaymentCommand command(ReceivedMessage message) {
        if (!(message.body() instanceof PaymentCommand command)) {
            throw new IllegalArgumentException("%s is not a payment command".formatted(message.type()));
        }
        // the key alone keeps the commands of a checkout in order
        if (!command.checkoutId().toString().equals(message.key())) {
            throw new IllegalArgumentException(
                    "The key %s is not the checkout id %s".formatted(message.key(), command.checkoutId()));
        }
        return command;
    }

    private static Set<UUID> returns(List<ReceivedMessage> messages) {
        Set<UUID> returns = new TreeSet<>();
        for (ReceivedMessage message : messages) {
            if (message.body() instanceof RefundPayment refund) {
                returns.add(refund.returnId());
            }
        }
        return returns;
    }

    private static Set<String> accounts(List<ReceivedMessage> messages, Collection<Payment> known) {
        Set<String> accounts = new TreeSet<>();
        for (ReceivedMessage message : messages) {
            if (message.body() instanceof AuthorizePayment authorize
                    && authorize.payment() instanceof PaymentMethod.Wallet wallet) {
                accounts.add(wallet.accountId());
            }
        }
        for (Payment payment : known) {
            if (payment.instrument() instanceof PaymentInstrument.Wallet wallet && wallet.accountId() != null) {
                accounts.add(wallet.accountId());
            }
        }
        return accounts;
    }
}
