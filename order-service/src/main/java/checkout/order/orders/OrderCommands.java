package checkout.order.orders;

import checkout.contracts.Command.ConfirmOrder;
import checkout.contracts.Command.RejectOrder;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OrderConfirmed;
import checkout.contracts.Reply.OrderRejected;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.Received;
import checkout.order.orders.Orders.Ending;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Confirms and rejects the orders of a poll; what ended one way is never turned into the other. */
@Component
class OrderCommands implements BatchHandler {
    private final Orders orders;

    OrderCommands(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Effects handle(List<Received> commands) {
        Map<UUID, Order> now =
                orders.end(commands.stream().map(OrderCommands::ending).toList());
        Effects effects = Effects.none();
        for (Received command : commands) {
            Ending wanted = ending(command);
            Order order = now.get(wanted.id());
            if (order == null) {
                throw new IllegalStateException(
                        "%s came for order %s, which there is not".formatted(command.type(), wanted.id()));
            }
            effects.reply(command, answer(wanted, order));
        }
        return effects;
    }

    private static Ending ending(Received command) {
        if (command.body() instanceof ConfirmOrder confirm) {
            return new Ending(confirm.checkoutId(), OrderStatus.CONFIRMED, null);
        }
        if (command.body() instanceof RejectOrder reject) {
            return new Ending(reject.checkoutId(), OrderStatus.REJECTED, reject.reason());
        }
        throw new IllegalArgumentException("%s is no command for an order".formatted(command.type()));
    }

    private static Reply answer(Ending wanted, Order order) {
        if (order.status() != wanted.status()) {
            return new AlreadyUndone(order.id());
        }
        return order.reason() == null ? new OrderConfirmed(order.id()) : new OrderRejected(order.id(), order.reason());
    }
}
