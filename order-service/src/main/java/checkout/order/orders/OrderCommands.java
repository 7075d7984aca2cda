package checkout.order.orders;

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
import checkout.order.orders.Orders.Ruling;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Confirms and rejects the orders of a poll, or has them go on uncancelled; what ended one way is never turned into the other. */
@Component
class OrderCommands implements BatchHandler {
    private final Orders orders;

    OrderCommands(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Effects handle(List<Received> commands) {
        Map<UUID, Order> now =
                orders.rule(commands.stream().map(OrderCommands::ruling).toList());
        Effects effects = Effects.none();
        for (Received command : commands) {
            Ruling ruling = ruling(command);
            Order order = now.get(ruling.id());
            if (order == null) {
                throw new IllegalStateException(
                        "%s came for order %s, which there is not".formatted(command.type(), ruling.id()));
            }
            if (ruling.status().isFinal()) {
                effects.reply(command, answer(ruling, order));
            }
        }
        return effects;
    }

    private static Ruling ruling(Received command) {
        if (command.body() instanceof ConfirmOrder confirm) {
            return new Ruling(confirm.checkoutId(), OrderStatus.CONFIRMED, null);
        }
        if (command.body() instanceof RejectOrder reject) {
            return new Ruling(reject.checkoutId(), OrderStatus.REJECTED, reject.reason());
        }
        if (command.body() instanceof RefuseCancel refuse) {
            return new Ruling(refuse.checkoutId(), OrderStatus.PENDING, null);
        }
        throw new IllegalArgumentException("%s is no command for an order".formatted(command.type()));
    }

    private static Reply answer(Ruling ruling, Order order) {
        if (order.status() != ruling.status()) {
            return new AlreadyUndone(order.id());
        }
        return order.reason() == null ? new OrderConfirmed(order.id()) : new OrderRejected(order.id(), order.reason());
    }
}
