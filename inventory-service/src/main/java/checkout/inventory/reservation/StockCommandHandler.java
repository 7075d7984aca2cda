package checkout.inventory.reservation;

import checkout.contracts.InventoryCommand.ReleaseStock;
import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.OutOfStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.contracts.Reply.StockReleased;
import checkout.contracts.Reply.StockReserved;
import checkout.inventory.reservation.Reservation.Held;
import checkout.inventory.reservation.Reservation.Refused;
import checkout.inventory.reservation.Reservation.Released;
import checkout.messaging.BatchHandler;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.messaging.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reserves and releases stock for all checkouts of a poll: locks once, decides in memory in the order the commands
 * came, writes once.
 */
@Component
class StockCommandHandler implements BatchHandler {
    /**
     * How many skus may be asked for behind the question for reservations. The database reads nothing while it sends
     * those, and they may be long; so many skus find room on the way until it does.
     */
    private static final int MOST_BEHIND_AN_ANSWER = 500;

    private final Reservations reservations;

    StockCommandHandler(Reservations reservations) {
        this.reservations = reservations;
    }

    @Override
    public Decider prepare(List<ReceivedMessage> commands, RoundTrip reading) {
        Supplier<Map<UUID, Reservation>> known = reservations.lock(checkouts(commands), reading);
        Set<String> skus = skus(commands, List.of());
        if (skus.size() <= MOST_BEHIND_AN_ANSWER
                && commands.stream().allMatch(command -> command.body() instanceof ReserveStock)) {
            Supplier<LockedStock> stock = reservations.lockStock(skus, reading);
            return fresh -> decide(fresh, known.get(), stock.get());
        }
        // which stock a release gives back is known from its reservation alone
        return fresh -> decide(
                fresh,
                known.get(),
                reservations.lockStock(skus(commands, known.get().values())));
    }

    private Effects decide(List<ReceivedMessage> commands, Map<UUID, Reservation> known, LockedStock stock) {
        List<Reservation> begun = new ArrayList<>(commands.size());
        List<Reservation> changed = new ArrayList<>(0);
        Effects effects = new Effects();
        for (ReceivedMessage command : commands) {
            Reservation before = known.get(checkout(command));
            Reservation after = decide(command, before, stock);
            if (before == null) {
                begun.add(after);
            } else if (after != before) {
                changed.add(after);
            }
            effects.reply(command, answer(command, after));
        }
        reservations.save(stock, begun, changed, effects);
        return effects;
    }

    private static Reservation decide(ReceivedMessage command, @Nullable Reservation before, LockedStock stock) {
        if (command.body() instanceof ReserveStock reserve) {
            return before == null ? reserve(reserve, stock) : before;
        }
        if (before instanceof Held held) {
            stock.giveBack(held.lines());
        }
        return before instanceof Released ? before : new Released(checkout(command));
    }

    private static Reservation reserve(ReserveStock reserve, LockedStock stock) {
        List<Shortage> shortages = stock.take(reserve.lines());
        return shortages.isEmpty()
                ? new Held(reserve.checkoutId(), reserve.lines())
                : new Refused(reserve.checkoutId(), shortages);
    }

    private static Reply answer(ReceivedMessage command, Reservation reservation) {
        UUID id = reservation.checkoutId();
        if (command.body() instanceof ReleaseStock) {
            return new StockReleased(id);
        }
        if (reservation instanceof Refused refused) {
            return new OutOfStock(id, refused.shortages());
        }
        return reservation instanceof Held ? new StockReserved(id) : new AlreadyUndone(id);
    }

    private static List<UUID> checkouts(List<ReceivedMessage> commands) {
        return commands.stream().map(StockCommandHandler::checkout).toList();
    }

    private static UUID checkout(ReceivedMessage command) {
        if (command.body() instanceof ReserveStock reserve) {
            return reserve.checkoutId();
        }
        if (command.body() instanceof ReleaseStock release) {
            return release.checkoutId();
        }
        throw new IllegalArgumentException("%s is no command for the stock".formatted(command.type()));
    }

    private static Set<String> skus(List<ReceivedMessage> commands, Collection<Reservation> known) {
        Set<String> skus = new TreeSet<>();
        for (ReceivedMessage command : commands) {
            if (command.body() instanceof ReserveStock reserve) {
                add(skus, reserve.lines());
            }
        }
        for (Reservation reservation : known) {
            if (reservation instanceof Held held) {
                add(skus, held.lines());
            }
        }
        return skus;
    }

    private static void add(Set<String> skus, List<OrderLine> lines) {
        lines.forEach(line -> skus.add(line.sku()));
    }
}
