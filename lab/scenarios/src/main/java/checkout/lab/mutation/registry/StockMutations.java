package checkout.lab.mutation.registry;

import static checkout.lab.agent.AgentRule.atEntry;
import static checkout.lab.agent.AgentRule.atExit;
import static checkout.lab.agent.AgentRule.sql;
import static checkout.lab.mutation.registry.Mutation.Finding.invariant;

import checkout.lab.agent.AgentRule;
import checkout.lab.scenario.plan.PlanExecution;
import java.util.List;

/** Bugs of inventory-service, and of the inbox and outbox as it uses them. */
final class StockMutations {

    private static final String SERVICE = "inventory-service";
    private static final String CONSUMER = "checkout.messaging.consumer.PollTransaction";
    private static final Mutation.Finding ANSWERED_TWICE =
            new Mutation.Finding("no-duplicate-transitions", "no participant answered a command twice");

    private static final AgentRule READ_WITHOUT_LOCK = sql(
            "stock-without-lock",
            "from stock where sku = any (?::text[]) order by sku for update",
            "from stock where sku = any (?::text[]) order by sku");

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "inbox-off",
                    "The inbox calls every message new, so that a message that comes twice is handled twice.",
                    SERVICE,
                    MutationLoad.DUPLICATES,
                    ANSWERED_TWICE,
                    sql(
                            "inbox-off",
                            "on conflict (id) do nothing returning id",
                            "on conflict (id) do update set type = excluded.type returning id")),
            new Mutation(
                    "outbox-outside-transaction",
                    "Replies are written in a transaction of their own, before the one of their effects.",
                    SERVICE,
                    MutationLoad.CRASH,
                    ANSWERED_TWICE,
                    atEntry(
                            "outbox-elsewhere",
                            "checkout.messaging.outbox.Outbox",
                            "send(Effects,RoundTrip)",
                            "sendElsewhere($0, $1)")),
            new Mutation(
                    "poll-left-out",
                    "Every fortieth poll counts as handled although its transaction was never made.",
                    SERVICE,
                    MutationLoad.DUPLICATES,
                    new Mutation.Finding("consumers-caught-up", "every message has reached the inbox of its consumer"),
                    atEntry("poll-left-out", CONSUMER, "commit(List)", "every(\"polls\", 40)", "RETURN 0")),
            new Mutation(
                    "dead-letter-dropped",
                    "A record that cannot be read is skipped without a dead letter.",
                    SERVICE,
                    MutationLoad.STRANGERS,
                    new Mutation.Finding(
                            PlanExecution.JUDGED_BY_FAULT,
                            "each record of a foreign producer in inventory.commands is one dead letter"),
                    atEntry("dead-letter-dropped", CONSUMER, "deadLetter", "RETURN false")),
            new Mutation(
                    "stock-read-unlocked",
                    "Stock is read without a lock; what is written is still right, what is booked beside it is not.",
                    SERVICE,
                    MutationLoad.ONE_ITEM,
                    invariant("each movement states the stock after it"),
                    READ_WITHOUT_LOCK),
            new Mutation(
                    "stock-read-check-write",
                    "Stock is read without a lock, checked, and overwritten with what was read and the change.",
                    SERVICE,
                    MutationLoad.ONE_ITEM,
                    invariant("stock is the sum of its movements"),
                    READ_WITHOUT_LOCK,
                    sql("stock-overwritten", """
                            update stock set on_hand = stock.on_hand + change.on_hand, reserved = stock.reserved + change.reserved,
                            version = version + 1
                            from unnest(?::text[], ?::int[], ?::int[]) as change (sku, on_hand, reserved)
                            where stock.sku = change.sku""", """
                            update stock set on_hand = seen.on_hand + change.on_hand, reserved = seen.reserved + change.reserved,
                            version = stock.version + 1
                            from unnest(?::text[], ?::int[], ?::int[]) as change (sku, on_hand, reserved), stock as seen
                            where seen.sku = change.sku and stock.sku = change.sku""")),
            new Mutation(
                    "release-dropped",
                    "ReleaseStock is answered, and nothing is released.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("a rejected order has no stock reserved"),
                    atEntry(
                            "release-dropped",
                            "checkout.inventory.reservation.StockBatch",
                            "release",
                            "RETURN new checkout.contracts.Reply$StockReleased($1)")),
            new Mutation(
                    "restock-of-another-product",
                    "Of a return of several products, each comes back with the quantity of another.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    invariant("a restock has moved as many of each product as came back"),
                    atExit(
                            "restock-of-another-product",
                            "checkout.inventory.reservation.StockBatch",
                            "takeBack",
                            "$!.size() > 1",
                            "RETURN rotated($!)")),
            new Mutation(
                    "movement-left-out",
                    "The release of stock is not booked as a movement.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("stock is the sum of its movements"),
                    sql("movement-left-out", """
                            select * from unnest(?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::int[], ?::uuid[], ?::uuid[])""", """
                            select * from unnest(?::text[], ?::text[], ?::int[], ?::int[], ?::int[], ?::int[], ?::uuid[], ?::uuid[])
                            as moved (sku, kind, a, b, c, d, e, f) where kind <> 'RELEASE'""")));

    private StockMutations() {}
}
