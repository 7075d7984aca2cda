package checkout.payment.command;

import checkout.contracts.Command;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.VoidPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardCallWorker;
import checkout.payment.payments.Payment;
import checkout.payment.payments.PaymentInstrument;
import checkout.payment.payments.Payments;
import checkout.payment.payments.ReplyAddress;
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
 * Takes the payments of a poll: locks once, decides in memory in the order the commands came, writes once. Calls to the
 * card network are only put down as owed; they begin after the commit.
 */
@Component
class PaymentCommandHandler implements BatchHandler {
    private final Payments payments;
    private final Wallets wallets;
    private final CardCallWorker cards;
    private final Clock clock;

    PaymentCommandHandler(Payments payments, Wallets wallets, CardCallWorker cards, Clock clock) {
        this.payments = payments;
        this.wallets = wallets;
        this.cards = cards;
        this.clock = clock;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> commands, RoundTrip reading) {
        Supplier<Map<UUID, Payment>> known = payments.lock(
                commands.stream()
                        .map(received -> command(received).checkoutId())
                        .toList(),
                reading);
        if (commands.stream().allMatch(command -> command.body() instanceof AuthorizePayment)) {
            Supplier<WalletBalances> walletBalances = wallets.lock(accounts(commands, List.of()), reading);
            return fresh -> decide(fresh, known.get(), walletBalances.get());
        }
        // which wallet a capture or a void concerns is known from its payment alone
        return fresh -> decide(
                fresh, known.get(), wallets.lock(accounts(commands, known.get().values())));
    }

    private Effects decide(List<ReceivedMessage> commands, Map<UUID, Payment> known, WalletBalances walletBalances) {
        PaymentRules paymentRules = new PaymentRules(walletBalances, clock.instant());
        List<Payment> opened = new ArrayList<>();
        List<Payment> changed = new ArrayList<>();
        Effects effects = new Effects();
        boolean callsOwed = false;
        for (ReceivedMessage received : commands) {
            Payment before = known.get(command(received).checkoutId());
            PaymentDecision decision = decide(paymentRules, received, before);
            if (before == null) {
                opened.add(decision.after());
            } else if (!decision.after().equals(before)) {
                changed.add(decision.after());
            }
            if (decision.reply() == null) {
                callsOwed = true;
            } else {
                effects.reply(received, decision.reply());
            }
        }
        payments.add(opened, effects);
        payments.update(changed, effects);
        wallets.save(walletBalances, effects);
        return callsOwed ? effects.afterCommit(cards::ring) : effects;
    }

    private static PaymentDecision decide(
            PaymentRules paymentRules, ReceivedMessage received, @Nullable Payment before) {
        Command command = command(received);
        ReplyAddress replyTo = ReplyAddress.of(received);
        if (command instanceof AuthorizePayment authorize) {
            return paymentRules.authorize(authorize, before, replyTo);
        }
        return command instanceof CapturePayment
                ? paymentRules.capture(command.checkoutId(), before, replyTo)
                : paymentRules.giveBack(command.checkoutId(), before, replyTo);
    }

    private static Command command(ReceivedMessage received) {
        Object body = received.body();
        if (!(body instanceof AuthorizePayment || body instanceof VoidPayment || body instanceof CapturePayment)) {
            throw new IllegalArgumentException("%s is no command for payments".formatted(received.type()));
        }
        Command command = (Command) body;
        // the order of a checkout's commands hangs on the key, so the two must not differ
        if (!command.checkoutId().toString().equals(received.key())) {
            throw new IllegalArgumentException(
                    "The key %s is not the checkout %s".formatted(received.key(), command.checkoutId()));
        }
        return command;
    }

    private static Set<String> accounts(List<ReceivedMessage> commands, Collection<Payment> known) {
        Set<String> accounts = new TreeSet<>();
        for (ReceivedMessage received : commands) {
            if (received.body() instanceof AuthorizePayment authorize
                    && authorize.payment() instanceof PaymentMethod.Wallet wallet) {
                accounts.add(wallet.accountId());
            }
        }
        for (Payment payment : known) {
            if (payment.paymentInstrument() instanceof PaymentInstrument.Wallet wallet && wallet.accountId() != null) {
                accounts.add(wallet.accountId());
            }
        }
        return accounts;
    }
}
