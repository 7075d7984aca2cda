package checkout.order.returns;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.orders.UnitPrices;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.request.IdempotencyKeys;
import checkout.order.request.IdempotentRequest;
import checkout.order.returns.ReturnableQuantities.Excess;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records requested returns. The lock on the order serializes everything that concerns its returns, so the decision, the
 * return and its event are one transaction in which nothing changes underneath.
 */
@Component
class ReturnWriter {
    private static final int MAX_RETURNS = 1_000;

    private final Orders orders;
    private final UnitPrices unitPrices;
    private final Returns returns;
    private final Outbox outbox;
    private final IdempotencyKeys keys;

    ReturnWriter(Orders orders, UnitPrices unitPrices, Returns returns, Outbox outbox, IdempotencyKeys keys) {
        this.orders = orders;
        this.unitPrices = unitPrices;
        this.returns = returns;
        this.outbox = outbox;
        this.keys = keys;
    }

    /**
     * A valid request.
     *
     * @param key with the id of the return that it asks for
     */
    record NewReturn(
            IdempotentRequest key,
            UUID checkoutId,
            List<OrderLine> lines,
            @Nullable String reason,
            @Nullable String traceparent) {}

    /** A return, and whether an earlier request with the same key had recorded it. */
    record Recorded(OrderReturn returned, boolean replayed) {}

    /** The key is looked at before the state of the order: an earlier request with it has its answer already. */
    @Transactional
    public Recorded request(NewReturn request) {
        Order order =
                orders.lock(request.checkoutId(), request.key().storefront()).orElseThrow(CheckoutIds::unknown);
        List<OrderReturn> earlier = returns.findByOrder(order.id());
        Optional<OrderReturn> sameKey = earlier.stream()
                .filter(one -> one.idempotencyKey().equals(request.key().key()))
                .findFirst();
        if (sameKey.isPresent()) {
            return replay(sameKey.get(), request);
        }
        Instant requestedAt = keys.claim(request.key()).orElseThrow(IdempotencyKeyProblems::reused);
        OrderReturn returned = pending(order, earlier, request, requestedAt);
        Effects effects = new Effects();
        returns.insert(returned, effects);
        effects.send(order.id(), returned.event(), Correlation.ofSaga(returned.id()), request.traceparent());
        outbox.send(effects);
        return new Recorded(returned, false);
    }

    private static Recorded replay(OrderReturn earlier, NewReturn request) {
        if (!earlier.fingerprint().equals(request.key().fingerprint())) {
            throw IdempotencyKeyProblems.reused();
        }
        return new Recorded(earlier, true);
    }

    private OrderReturn pending(Order order, List<OrderReturn> earlier, NewReturn request, Instant requestedAt) {
        ReturnableQuantities returnable = new ReturnableQuantities(order.lines(), earlier);
        checkReturnable(order, earlier.size(), returnable.excesses(request.lines()));
        Money refund = returnable.isAllThatIsLeft(request.lines())
                ? rest(order, earlier)
                : unitPrices.price(order, request.lines()).orElseThrow(ReturnProblems::unknownPrices);
        int lastEvent = earlier.stream().mapToInt(OrderReturn::lastEvent).max().orElse(0);
        return new OrderReturn(
                request.key().id(),
                order.id(),
                request.key().key(),
                request.key().fingerprint(),
                ReturnStatus.PENDING,
                null,
                request.lines(),
                refund,
                request.reason(),
                requestedAt,
                null,
                lastEvent + 1,
                null);
    }

    private static void checkReturnable(Order order, int returns, List<Excess> excesses) {
        if (order.status() != OrderStatus.CONFIRMED) {
            throw ReturnProblems.notConfirmed(order);
        }
        if (!excesses.isEmpty()) {
            throw ReturnProblems.exceedsPurchase(excesses);
        }
        if (returns >= MAX_RETURNS) {
            throw ReturnProblems.tooMany(MAX_RETURNS);
        }
    }

    /** What is left of the total, which needs no unit prices. */
    private static Money rest(Order order, List<OrderReturn> earlier) {
        return earlier.stream()
                .filter(OrderReturn::countsAsReturned)
                .map(OrderReturn::refund)
                .reduce(order.total(), Money::minus);
    }
}
