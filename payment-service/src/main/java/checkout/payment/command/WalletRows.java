package checkout.payment.command;

import checkout.contracts.PaymentCommand;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.PaymentCommand.VoidPayment;
import checkout.contracts.PaymentMethod;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.SharedRows;
import checkout.payment.wallet.Wallets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The wallets that commands of different checkouts need at the same time. */
@Component
class WalletRows implements SharedRows {
    private final Wallets wallets;

    WalletRows(Wallets wallets) {
        this.wallets = wallets;
    }

    @Override
    public Map<UUID, Set<String>> neededBy(Collection<ReceivedMessage> messages) {
        Map<UUID, String> known = wallets.accountsOf(messages.stream()
                .map(message -> message.body(PaymentCommand.class).checkoutId())
                .toList());
        Map<UUID, Set<String>> needs = new HashMap<>();
        for (ReceivedMessage message : messages) {
            PaymentCommand command = message.body(PaymentCommand.class);
            String account = account(command, known.get(command.checkoutId()));
            needs.put(message.id(), account == null ? Set.of() : Set.of(account));
        }
        return needs;
    }

    private static @Nullable String account(PaymentCommand command, @Nullable String held) {
        return switch (command) {
            case AuthorizePayment authorize -> account(authorize.payment());
            case CapturePayment capture -> held;
            case VoidPayment voidPayment -> held;
            case RefundPayment refund -> held;
        };
    }

    private static @Nullable String account(PaymentMethod method) {
        return switch (method) {
            case PaymentMethod.Wallet wallet -> wallet.accountId();
            case PaymentMethod.Card card -> null;
        };
    }

    @Override
    public Set<String> lockedByOthers(Set<String> accounts) {
        return wallets.lockedByOthers(accounts);
    }
}
