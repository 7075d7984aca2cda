package checkout.order.command;

import checkout.contracts.OrderCommand;
import checkout.contracts.OrderCommand.AcceptReturn;
import checkout.contracts.OrderCommand.CompleteReturn;
import checkout.contracts.OrderCommand.ConfirmOrder;
import checkout.contracts.OrderCommand.RefuseCancel;
import checkout.contracts.OrderCommand.RefuseReturn;
import checkout.contracts.OrderCommand.RejectOrder;
import checkout.contracts.OrderCommand.ResolveOrder;
import checkout.contracts.OrderCommand.ResolveReturn;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.EndedOtherwise;
import checkout.contracts.Reply.OrderConfirmed;
import checkout.contracts.Reply.OrderRejected;
import checkout.contracts.Reply.ReturnCompleted;
import checkout.contracts.Reply.ReturnInProgress;
import checkout.contracts.Reply.ReturnWithdrawn;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.OrderDecision;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.returns.ReturnDecision;
import checkout.order.returns.ReturnStatus;
import checkout.order.returns.Returns;
import checkout.order.webhook.delivery.DeliveryRecorder;
import checkout.order.webhook.event.EndEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles the commands of a poll: the first round trip locks the orders and the returns they concern, in this order, the
 * second writes what changed. Commands for returns lock their orders too, because {@link Returns} requires it.
 */
@Component
class OrderCommandHandler implements BatchHandler {
    private final Orders orders;
    private final Returns returns;
    private final DeliveryRecorder webhooks;

    OrderCommandHandler(Orders orders, Returns returns, DeliveryRecorder webhooks) {
        this.orders = orders;
        this.returns = returns;
        this.webhooks = webhooks;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> messages, RoundTrip reading) {
        List<OrderCommand> commands =
                messages.stream().map(OrderCommandHandler::command).toList();
        Supplier<Map<UUID, OrderDecision>> lockedOrders =
                orders.lock(commands.stream().map(OrderCommand::checkoutId).toList(), reading);
        List<UUID> returnIds =
                commands.stream().flatMap(OrderCommandHandler::returnId).toList();
        Supplier<Map<UUID, ReturnDecision>> lockedReturns =
                returnIds.isEmpty() ? Map::of : returns.lock(returnIds, reading);
        return fresh -> decide(
                fresh,
                new LockedOrderRows<>("orders", lockedOrders.get()),
                new LockedOrderRows<>("order_return", lockedReturns.get()));
    }

    private Effects decide(
            List<ReceivedMessage> messages,
            LockedOrderRows<OrderDecision> lockedOrders,
            LockedOrderRows<ReturnDecision> lockedReturns) {
        Effects effects = new Effects();
        for (ReceivedMessage message : messages) {
            Reply reply = execute(command(message), lockedOrders, lockedReturns);
            if (reply != null) {
                effects.reply(message, reply);
            }
        }
        orders.save(lockedOrders.changed(), effects);
        returns.save(lockedReturns.changed(), effects);
        webhooks.record(endsToTell(lockedOrders, lockedReturns), effects);
        return effects;
    }

    /** The ends that these commands brought about, of storefronts that have webhook endpoints. */
    private static List<EndEvent> endsToTell(
            LockedOrderRows<OrderDecision> orders, LockedOrderRows<ReturnDecision> returns) {
        Stream<EndEvent> ofOrders = orders.changed().stream()
                .filter(OrderDecision::hasWebhooks)
                .flatMap(order -> EndEvent.of(order).stream());
        Stream<EndEvent> ofReturns = returns.changed().stream()
                .filter(returned -> orders.get(returned.orderId()).hasWebhooks())
                .flatMap(returned -> EndEvent.of(returned).stream());
        return Stream.concat(ofOrders, ofReturns).toList();
    }

    private static @Nullable Reply execute(
            OrderCommand command, LockedOrderRows<OrderDecision> orders, LockedOrderRows<ReturnDecision> returns) {
        UUID id = command.checkoutId();
        return switch (command) {
            case ConfirmOrder confirm -> confirmed(orders.change(id, OrderDecision::confirm));
            case RejectOrder reject -> rejected(orders.change(id, order -> order.reject(reject.reason())));
            case RefuseCancel refuse -> {
                orders.change(id, OrderDecision::refuseCancel);
                yield null;
            }
            case AcceptReturn accept ->
                inProgress(returns.change(accept.returnId(), row -> row.of(id).startRefund()));
            case RefuseReturn refuse -> {
                returns.change(refuse.returnId(), row -> row.of(id).refuse(refuse.reason()));
                yield new ReturnWithdrawn(id, refuse.returnId());
            }
            case CompleteReturn complete -> {
                returns.change(complete.returnId(), row -> row.of(id).complete());
                yield new ReturnCompleted(id, complete.returnId());
            }
            case ResolveOrder resolve ->
                resolved(resolve, orders.change(id, order -> order.resolve(resolve.outcome())));
            case ResolveReturn resolve ->
                resolved(resolve, returns.change(resolve.returnId(), row -> row.of(id)
                        .resolve(resolve.outcome())));
        };
    }

    private static Stream<UUID> returnId(OrderCommand command) {
        return switch (command) {
            case AcceptReturn accept -> Stream.of(accept.returnId());
            case RefuseReturn refuse -> Stream.of(refuse.returnId());
            case CompleteReturn complete -> Stream.of(complete.returnId());
            case ResolveReturn resolve -> Stream.of(resolve.returnId());
            case ResolveOrder resolve -> Stream.empty();
            case ConfirmOrder confirm -> Stream.empty();
            case RejectOrder reject -> Stream.empty();
            case RefuseCancel refuse -> Stream.empty();
        };
    }

    private static Reply confirmed(OrderDecision order) {
        return order.status() == OrderStatus.CONFIRMED ? new OrderConfirmed(order.id()) : new AlreadyUndone(order.id());
    }

    private static Reply rejected(OrderDecision order) {
        return order.reason() == null ? new AlreadyUndone(order.id()) : new OrderRejected(order.id(), order.reason());
    }

    private static Reply resolved(ResolveOrder command, OrderDecision order) {
        if (!order.status().name().equals(command.outcome().name())) {
            return new EndedOtherwise(order.id(), order.status().name());
        }
        return order.reason() == null ? new OrderConfirmed(order.id()) : new OrderRejected(order.id(), order.reason());
    }

    private static Reply resolved(ResolveReturn command, ReturnDecision returned) {
        if (!returned.status().name().equals(command.outcome().name())) {
            return new EndedOtherwise(returned.orderId(), returned.status().name());
        }
        return switch (command.outcome()) {
            case ACCEPTED -> new ReturnCompleted(returned.orderId(), returned.id());
            case REFUSED -> new ReturnWithdrawn(returned.orderId(), returned.id());
        };
    }

    private static Reply inProgress(ReturnDecision returned) {
        return returned.status() == ReturnStatus.REFUSED
                ? new AlreadyUndone(returned.orderId())
                : new ReturnInProgress(returned.orderId(), returned.id());
    }

    /** Records are in order only within a key, so a command of another key could overtake those of its checkout. */
    private static OrderCommand command(ReceivedMessage message) {
        OrderCommand command = message.body(OrderCommand.class);
        if (!message.key().equals(String.valueOf(command.checkoutId()))) {
            throw new IllegalArgumentException(
                    "The key of the record is %s and its checkout is %s; they must be the same"
                            .formatted(message.key(), command.checkoutId()));
        }
        return command;
    }
}
