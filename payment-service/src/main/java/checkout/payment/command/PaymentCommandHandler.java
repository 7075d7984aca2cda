package checkout.payment.command;

import checkout.contracts.PaymentCommand;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.PaymentCommand.VoidPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardCallWorker;
import checkout.payment.pending.ReplyAddress;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument;
import checkout.payment.state.Payments;
import checkout.payment.wallet.WalletBalances;
import checkout.payment.wallet.Wallets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles the payment commands of a Kafka poll: locks all rows at once, decides in memory in the order of the commands,
 * writes all changes at once. Calls to the card provider are only recorded; they begin after the commit.
 */
@Component
class PaymentCommandHandler implements BatchHandler {
    private final Payments payments;
    private final Wallets wallets;
    private final CardCallWorker cardCalls;
    private final Clock clock;

    PaymentCommandHandler(Payments payments, Wallets wallets, CardCallWorker cardCalls, Clock clock) {
        this.payments = payments;
        this.wallets = wallets;
        this.cardCalls = cardCalls;
        this.clock = clock;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, Payment>> known = payments.lock(
                messages.stream().map(message -> command(message).checkoutId()).toList(), reading);
        if (messages.stream().allMatch(message -> message.body() instanceof AuthorizePayment)) {
            Supplier<WalletBalances> balances = wallets.lock(accounts(messages, List.of()), reading);
            return fresh -> decide(fresh, known.get(), balances.get());
        }
        // the wallet of a capture or a void is known from its payment alone, which takes a second round trip
        return fresh -> decide(
                fresh, known.get(), wallets.lock(accounts(messages, known.get().values())));
    }

    private Effects decide(List<ReceivedMessage> messages, Map<UUID, Payment> known, WalletBalances balances) {
        PaymentRules rules = new PaymentRules(balances, clock.instant());
        List<Payment> opened = new ArrayList<>();
        List<Payment> changed = new ArrayList<>();
        Effects effects = new Effects();
        boolean callsPending = false;
        for (ReceivedMessage message : messages) {
            PaymentCommand command = command(message);
            Payment before = known.get(command.checkoutId());
            PaymentDecision decision = decide(rules, command, before, ReplyAddress.of(message));
            if (before == null) {
                opened.add(decision.after());
            } else if (!decision.after().equals(before)) {
                changed.add(decision.after());
            }
            if (decision.reply() == null) {
                callsPending = true;
            } else {
                effects.reply(message, decision.reply());
            }
        }
        payments.insert(opened, effects);
        payments.update(changed, effects);
        wallets.save(balances, effects);
        return callsPending ? effects.afterCommit(cardCalls::wakeUp) : effects;
    }

    private static PaymentDecision decide(
            PaymentRules rules, PaymentCommand command, @Nullable Payment before, ReplyAddress replyTo) {
        return switch (command) {
            case AuthorizePayment authorize -> rules.authorize(authorize, before, replyTo);
            case CapturePayment capture -> rules.capture(capture.checkoutId(), before, replyTo);
            case VoidPayment voidPayment -> rules.voidPayment(voidPayment.checkoutId(), before, replyTo);
            case RefundPayment refund ->
                throw new UnsupportedOperationException("Refunds are not supported yet: " + refund);
        };
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
