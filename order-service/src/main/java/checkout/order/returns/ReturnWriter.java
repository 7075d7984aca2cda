package checkout.order.returns;

import checkout.contracts.OrderLine;
import checkout.contracts.ReturnRequested;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.outbox.Outbox;
import checkout.order.orders.CheckoutIds;
import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.orders.UnitPrices;
import checkout.order.request.IdempotencyKeyProblems;
import checkout.order.returns.ReturnableQuantities.Excess;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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
    private final Clock clock;

    ReturnWriter(Orders orders, UnitPrices unitPrices, Returns returns, Outbox outbox, Clock clock) {
        this.orders = orders;
        this.unitPrices = unitPrices;
        this.returns = returns;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A valid request. */
    record NewReturn(
            UUID checkoutId,
            String storefront,
            String idempotencyKey,
            String fingerprint,
            List<OrderLine> lines,
            @Nullable String reason,
            @Nullable String traceparent) {}

    /** A return, and whether an earlier request with the same key had recorded it. */
    record Recorded(OrderReturn returned, boolean replayed) {}

    @Transactional
    public Recorded request(NewReturn request) {
        Order order = orders.lock(request.checkoutId(), request.storefront()).orElseThrow(CheckoutIds::unknown);
        List<OrderReturn> earlier = returns.findByOrder(order.id());
        Optional<OrderReturn> sameKey = earlier.stream()
                .filter(one -> one.idempotencyKey().equals(request.idempotencyKey()))
                .findFirst();
        if (sameKey.isPresent()) {
            return replay(sameKey.get(), request);
        }
        checkReturnable(order, earlier, request.lines());
        OrderReturn returned = pending(order, earlier, request);
        Effects effects = new Effects();
        returns.insert(returned, effects);
        effects.send(
                order.id(),
                new ReturnRequested(returned.id(), order.id(), returned.lines(), returned.refund()),
                Correlation.ofSaga(returned.id()),
                request.traceparent());
        outbox.send(effects);
        return new Recorded(returned, false);
    }

    private static Recorded replay(OrderReturn earlier, NewReturn request) {
        if (!earlier.fingerprint().equals(request.fingerprint())) {
            throw IdempotencyKeyProblems.reused();
        }
        return new Recorded(earlier, true);
    }

    private static void checkReturnable(Order order, List<OrderReturn> earlier, List<OrderLine> lines) {
        if (order.status() != OrderStatus.CONFIRMED) {
            throw ReturnProblems.notConfirmed(order);
        }
        List<Excess> excesses = new ReturnableQuantities(order.lines(), earlier).excesses(lines);
        if (!excesses.isEmpty()) {
            throw ReturnProblems.exceedsPurchase(excesses);
        }
        if (earlier.size() >= MAX_RETURNS) {
            throw ReturnProblems.tooMany(MAX_RETURNS);
        }
    }

    private OrderReturn pending(Order order, List<OrderReturn> earlier, NewReturn request) {
        int lastEvent = earlier.stream().mapToInt(OrderReturn::lastEvent).max().orElse(0);
        return new OrderReturn(
                MessageIds.next(),
                order.id(),
                request.idempotencyKey(),
                request.fingerprint(),
                ReturnStatus.PENDING,
                null,
                request.lines(),
                unitPrices.price(order, request.lines()).orElseThrow(ReturnProblems::unknownPrices),
                request.reason(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                lastEvent + 1,
                null);
    }
}
