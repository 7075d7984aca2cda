package checkout.payment.command;

import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardCallWorker;
import checkout.payment.refund.Refund;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payment;
import checkout.payment.state.Payments;
import checkout.payment.wallet.WalletBalances;
import checkout.payment.wallet.Wallets;
import java.util.List;
import java.util.Map;
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
    private final WalletRows walletRows;
    private final CardCallWorker cardCalls;

    PaymentCommandHandler(
            Payments payments, Refunds refunds, Wallets wallets, WalletRows walletRows, CardCallWorker cardCalls) {
        this.payments = payments;
        this.refunds = refunds;
        this.wallets = wallets;
        this.walletRows = walletRows;
        this.cardCalls = cardCalls;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        PaymentCommands commands = new PaymentCommands(messages);
        Supplier<Map<UUID, Payment>> knownPayments = payments.lock(commands.checkouts(), reading);
        // adds nothing to the trip unless the batch contains refunds
        Supplier<Map<UUID, Refund>> knownRefunds = refunds.lock(commands.returns(), reading);
        if (commands.onlyAuthorize()) {
            Supplier<WalletBalances> balances = wallets.lock(commands.accounts(), reading);
            return fresh -> decide(fresh, knownPayments.get(), knownRefunds.get(), balances.get());
        }
        // the wallet of any other command is known from its payment alone, which takes a second round trip
        return fresh -> decide(
                fresh,
                knownPayments.get(),
                knownRefunds.get(),
                wallets.lock(commands.accountsWith(knownPayments.get().values())));
    }

    @Override
    public SharedRows sharedRows() {
        return walletRows;
    }

    private Effects decide(
            List<ReceivedMessage> messages,
            Map<UUID, Payment> knownPayments,
            Map<UUID, Refund> knownRefunds,
            WalletBalances balances) {
        PaymentBatch batch = new PaymentBatch(knownPayments, knownRefunds, balances);
        messages.forEach(message -> batch.apply(PaymentCommands.of(message), message));
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
}
