package checkout.payment.command;

import checkout.contracts.PaymentCommand;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.PaymentCommand.VoidPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.ReceivedMessage;
import checkout.payment.state.Payment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The commands of a poll, and the rows that deciding on them needs. */
final class PaymentCommands {
    private final List<UUID> checkouts = new ArrayList<>();
    private final Set<UUID> returns = new TreeSet<>();
    private final Set<String> accounts = new TreeSet<>();
    private boolean onlyAuthorize = true;

    PaymentCommands(List<ReceivedMessage> messages) {
        messages.forEach(message -> add(of(message)));
    }

    static PaymentCommand of(ReceivedMessage message) {
        PaymentCommand command = message.body(PaymentCommand.class);
        // the key alone keeps the commands of a checkout in order
        if (!command.checkoutId().toString().equals(message.key())) {
            throw new IllegalArgumentException(
                    "The key %s is not the checkout id %s".formatted(message.key(), command.checkoutId()));
        }
        return command;
    }

    private void add(PaymentCommand command) {
        checkouts.add(command.checkoutId());
        switch (command) {
            case AuthorizePayment authorize -> addAccount(authorize.payment());
            case RefundPayment refund -> {
                onlyAuthorize = false;
                returns.add(refund.returnId());
            }
            case VoidPayment payment -> onlyAuthorize = false;
            case CapturePayment payment -> onlyAuthorize = false;
        }
    }

    private void addAccount(PaymentMethod method) {
        switch (method) {
            case PaymentMethod.Wallet wallet -> accounts.add(wallet.accountId());
            case PaymentMethod.Card card -> {
                // no wallet is concerned
            }
        }
    }

    List<UUID> checkouts() {
        return checkouts;
    }

    Set<UUID> returns() {
        return returns;
    }

    /** Whether all commands authorize: then their wallets are known without reading anything. */
    boolean onlyAuthorize() {
        return onlyAuthorize;
    }

    /** The wallets that the commands name. */
    Set<String> accounts() {
        return accounts;
    }

    /** The wallets of the commands and of these payments. */
    Set<String> accountsWith(Collection<Payment> payments) {
        Set<String> all = new TreeSet<>(accounts);
        for (Payment payment : payments) {
            String account =
                    payment.instrument() == null ? null : payment.instrument().accountId();
            if (account != null) {
                all.add(account);
            }
        }
        return all;
    }
}
