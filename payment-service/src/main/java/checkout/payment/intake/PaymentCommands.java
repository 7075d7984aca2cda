package checkout.payment.intake;

import checkout.contracts.Command;
import checkout.contracts.Command.AuthorizePayment;
import checkout.contracts.Command.CapturePayment;
import checkout.contracts.Command.VoidPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.Received;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.card.CardDesk;
import checkout.payment.ledger.Means;
import checkout.payment.ledger.Payment;
import checkout.payment.ledger.Payments;
import checkout.payment.ledger.ReplyTo;
import checkout.payment.wallet.Purses;
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
class PaymentCommands implements BatchHandler {
    private final Payments payments;
    private final Wallets wallets;
    private final CardDesk cards;
    private final Clock clock;

    PaymentCommands(Payments payments, Wallets wallets, CardDesk cards, Clock clock) {
        this.payments = payments;
        this.wallets = wallets;
        this.cards = cards;
        this.clock = clock;
    }

    @Override
    public Decider prepare(List<Received> commands, RoundTrip reading) {
        Supplier<Map<UUID, Payment>> known = payments.lock(
                commands.stream()
                        .map(received -> command(received).checkoutId())
                        .toList(),
                reading);
        if (commands.stream().allMatch(command -> command.body() instanceof AuthorizePayment)) {
            Supplier<Purses> purses = wallets.lock(accounts(commands, List.of()), reading);
            return fresh -> decide(fresh, known.get(), purses.get());
        }
        // which wallet a capture or a void concerns is known from its payment alone
        return fresh -> decide(
                fresh, known.get(), wallets.lock(accounts(commands, known.get().values())));
    }

    private Effects decide(List<Received> commands, Map<UUID, Payment> known, Purses purses) {
        Cashier cashier = new Cashier(purses, clock.instant());
        List<Payment> opened = new ArrayList<>();
        List<Payment> changed = new ArrayList<>();
        Effects effects = Effects.none();
        boolean callsOwed = false;
        for (Received received : commands) {
            Payment before = known.get(command(received).checkoutId());
            Decision decision = decide(cashier, received, before);
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
        wallets.save(purses, effects);
        return callsOwed ? effects.afterCommit(cards::ring) : effects;
    }

    private static Decision decide(Cashier cashier, Received received, @Nullable Payment before) {
        Command command = command(received);
        ReplyTo replyTo = ReplyTo.of(received);
        if (command instanceof AuthorizePayment authorize) {
            return cashier.authorize(authorize, before, replyTo);
        }
        return command instanceof CapturePayment
                ? cashier.capture(command.checkoutId(), before, replyTo)
                : cashier.giveBack(command.checkoutId(), before, replyTo);
    }

    private static Command command(Received received) {
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

    private static Set<String> accounts(List<Received> commands, Collection<Payment> known) {
        Set<String> accounts = new TreeSet<>();
        for (Received received : commands) {
            if (received.body() instanceof AuthorizePayment authorize
                    && authorize.payment() instanceof PaymentMethod.Wallet wallet) {
                accounts.add(wallet.accountId());
            }
        }
        for (Payment payment : known) {
            if (payment.means() instanceof Means.Wallet wallet && wallet.accountId() != null) {
                accounts.add(wallet.accountId());
            }
        }
        return accounts;
    }
}
