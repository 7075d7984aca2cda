package checkout.order.orders;

import checkout.contracts.Command;
import checkout.contracts.Command.ConfirmOrder;
import checkout.contracts.Command.RejectOrder;
import checkout.contracts.RefuseCancel;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OrderConfirmed;
import checkout.contracts.Reply.OrderRejected;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.Received;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Confirms and rejects the orders of a poll, or has them go on uncancelled: locks once, writes once what changes. */
@Component
class OrderCommands implements BatchHandler {
    private final Orders orders;

    OrderCommands(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Decider prepare(List<Received> commands, RoundTrip reading) {
        Supplier<Map<UUID, Fate>> fates =
                orders.lock(commands.stream().map(OrderCommands::order).toList(), reading);
        return fresh -> decide(fresh, fates.get());
    }

    private Effects decide(List<Received> commands, Map<UUID, Fate> fates) {
        List<Fate> changed = new ArrayList<>(commands.size());
        Effects effects = Effects.none();
        for (Received command : commands) {
            Fate before = fates.get(order(command));
            if (before == null) {
                throw new IllegalStateException(
                        "%s came for order %s, which there is not".formatted(command.type(), order(command)));
            }
            Fate after = obey(command.body(), before);
            if (!after.equals(before)) {
                changed.add(after);
            }
            if (command.body() instanceof Command answered) {
                effects.reply(command, answer(answered, after));
            }
        }
        orders.seal(changed, effects);
        return effects;
    }

    private static Fate obey(Object command, Fate fate) {
        if (command instanceof RejectOrder reject) {
            return fate.rejected(reject.reason());
        }
        return command instanceof ConfirmOrder ? fate.confirmed() : fate.goingOn();
    }

    private static Reply answer(Command command, Fate fate) {
        OrderStatus wanted = command instanceof ConfirmOrder ? OrderStatus.CONFIRMED : OrderStatus.REJECTED;
        if (fate.status() != wanted) {
            return new AlreadyUndone(fate.id());
        }
        return fate.reason() == null ? new OrderConfirmed(fate.id()) : new OrderRejected(fate.id(), fate.reason());
    }

    private static UUID order(Received command) {
        if (command.body() instanceof ConfirmOrder confirm) {
            return confirm.checkoutId();
        }
        if (command.body() instanceof RejectOrder reject) {
            return reject.checkoutId();
        }
        if (command.body() instanceof RefuseCancel refuse) {
            return refuse.checkoutId();
        }
        throw new IllegalArgumentException("%s is no command for an order".formatted(command.type()));
    }
}
