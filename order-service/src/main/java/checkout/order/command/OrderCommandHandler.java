package checkout.order.command;

import checkout.contracts.OrderCommand;
import checkout.contracts.OrderCommand.AcceptReturn;
import checkout.contracts.OrderCommand.CompleteReturn;
import checkout.contracts.OrderCommand.ConfirmOrder;
import checkout.contracts.OrderCommand.RefuseCancel;
import checkout.contracts.OrderCommand.RefuseReturn;
import checkout.contracts.OrderCommand.RejectOrder;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OrderConfirmed;
import checkout.contracts.Reply.OrderRejected;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.OrderDecision;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Handles the commands of a poll: the first round trip locks their orders, the second writes what changed. */
@Component
class OrderCommandHandler implements BatchHandler {
    private final Orders orders;

    OrderCommandHandler(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        Supplier<Map<UUID, OrderDecision>> locked = orders.lock(
                messages.stream().map(message -> command(message).checkoutId()).toList(), reading);
        return fresh -> decide(fresh, new LockedRows<>("orders", locked.get()));
    }

    private Effects decide(List<ReceivedMessage> messages, LockedRows<OrderDecision> locked) {
        Effects effects = new Effects();
        for (ReceivedMessage message : messages) {
            Reply reply = execute(command(message), locked);
            if (reply != null) {
                effects.reply(message, reply);
            }
        }
        orders.save(locked.changed(), effects);
        return effects;
    }

    private static @Nullable Reply execute(OrderCommand command, LockedRows<OrderDecision> orders) {
        UUID id = command.checkoutId();
        return switch (command) {
            case ConfirmOrder confirm -> confirmed(orders.change(id, OrderDecision::confirm));
            case RejectOrder reject -> rejected(orders.change(id, order -> order.reject(reject.reason())));
            case RefuseCancel refuse -> {
                orders.change(id, OrderDecision::refuseCancel);
                yield null;
            }
            case AcceptReturn accept -> throw new UnsupportedOperationException("returns");
            case RefuseReturn refuse -> throw new UnsupportedOperationException("returns");
            case CompleteReturn complete -> throw new UnsupportedOperationException("returns");
        };
    }

    private static Reply confirmed(OrderDecision order) {
        return order.status() == OrderStatus.CONFIRMED ? new OrderConfirmed(order.id()) : new AlreadyUndone(order.id());
    }

    private static Reply rejected(OrderDecision order) {
        return order.reason() == null ? new AlreadyUndone(order.id()) : new OrderRejected(order.id(), order.reason());
    }

    private static OrderCommand command(ReceivedMessage message) {
        if (message.body() instanceof OrderCommand command) {
            return command;
        }
        throw new IllegalArgumentException("%s is not a command for order-service".formatted(message.type()));
    }
}
