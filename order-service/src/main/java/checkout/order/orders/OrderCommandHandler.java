package checkout.order.orders;

import checkout.contracts.Command;
import checkout.contracts.OrderCommand.ConfirmOrder;
import checkout.contracts.OrderCommand.RefuseCancel;
import checkout.contracts.OrderCommand.RejectOrder;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OrderConfirmed;
import checkout.contracts.Reply.OrderRejected;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Confirms and rejects the orders of a poll, or has them go on uncancelled: locks once, writes once what changes. */
@Component
class OrderCommandHandler implements BatchHandler {
    private final Orders orders;

    OrderCommandHandler(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> commands, RoundTrip reading) {
        Supplier<Map<UUID, OrderDecision>> fates =
                orders.lock(commands.stream().map(OrderCommandHandler::order).toList(), reading);
        return fresh -> decide(fresh, fates.get());
    }

    private Effects decide(List<ReceivedMessage> commands, Map<UUID, OrderDecision> fates) {
        List<OrderDecision> changed = new ArrayList<>(commands.size());
        Effects effects = new Effects();
        for (ReceivedMessage command : commands) {
            OrderDecision before = fates.get(order(command));
            if (before == null) {
                throw new IllegalStateException(
                        "%s came for order %s, which there is not".formatted(command.type(), order(command)));
            }
            OrderDecision after = obey(command.body(), before);
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

    private static OrderDecision obey(Object command, OrderDecision orderDecision) {
        if (command instanceof RejectOrder reject) {
            return orderDecision.rejected(reject.reason());
        }
        return command instanceof ConfirmOrder ? orderDecision.confirmed() : orderDecision.goingOn();
    }

    private static Reply answer(Command command, OrderDecision orderDecision) {
        OrderStatus wanted = command instanceof ConfirmOrder ? OrderStatus.CONFIRMED : OrderStatus.REJECTED;
        if (orderDecision.status() != wanted) {
            return new AlreadyUndone(orderDecision.id());
        }
        return orderDecision.reason() == null
                ? new OrderConfirmed(orderDecision.id())
                : new OrderRejected(orderDecision.id(), orderDecision.reason());
    }

    private static UUID order(ReceivedMessage command) {
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
