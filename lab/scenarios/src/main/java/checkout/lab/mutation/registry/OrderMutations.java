package checkout.lab.mutation.registry;

import static checkout.lab.agent.AgentRule.atEntry;
import static checkout.lab.agent.AgentRule.atExit;
import static checkout.lab.agent.AgentRule.sql;
import static checkout.lab.agent.AgentRule.wholeSql;
import static checkout.lab.mutation.registry.Mutation.Finding.invariant;

import java.util.List;

/** Bugs of order-service. */
final class OrderMutations {

    private static final String SERVICE = "order-service";
    private static final String READ_ORDER = "select * from orders where id = ? and storefront = ?";
    private static final String LOCK_ORDER = "select * from orders where id = ? and storefront = ? for update";
    private static final String READ_PRODUCTS = "select * from product";
    private static final String HISTORY = "history";
    private static final String NOT_OPEN_TO_OTHERS = "no storefront saw or changed a checkout of another";

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "idempotency-key-ignored",
                    "A request with a key that was used places another checkout.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding(HISTORY, "each idempotency key has one checkout"),
                    atEntry(
                            "no-earlier-checkout",
                            "checkout.order.placement.EarlierCheckoutLookup",
                            "find",
                            "RETURN java.util.Optional.empty()"),
                    sql(
                            "key-claimed-again",
                            "on conflict (storefront, key) do nothing returning now()",
                            "on conflict (storefront, key) do update set fingerprint = excluded.fingerprint returning now()")),
            new Mutation(
                    "body-not-compared",
                    "A request with a key that was used gets the earlier answer, whatever is in its body.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding(HISTORY, "no key was accepted again with another body"),
                    atEntry(
                            "body-not-compared",
                            "checkout.order.request.RequestFingerprints",
                            "of",
                            "RETURN \"the same for all\"")),
            new Mutation(
                    "answered-before-commit",
                    "Every tenth 202 is sent although its transaction is rolled back.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding("all-ended", "every accepted checkout and its saga have ended"),
                    atExit(
                            "answered-before-commit",
                            "checkout.order.placement.CheckoutWriter",
                            "write",
                            "every(\"placements\", 10)",
                            "$3.setRollbackOnly()")),
            new Mutation(
                    "return-answered-before-commit",
                    "Every third return is answered with 202 although its transaction is rolled back.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    new Mutation.Finding("all-ended", "every accepted return exists as it was requested and has ended"),
                    atExit(
                            "return-answered-before-commit",
                            "checkout.order.returns.ReturnWriter",
                            "request",
                            "every(\"returns\", 3)",
                            "org.springframework.transaction.interceptor.TransactionAspectSupport.currentTransactionStatus().setRollbackOnly()")),
            new Mutation(
                    "stale-status",
                    "Every third read shows the status of a moment ago, as from a replica that lags.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding(HISTORY, "no status went back"),
                    wholeSql(
                            "stale-status",
                            READ_ORDER,
                            3,
                            "select 'PENDING' as status, orders.* from orders where id = ? and storefront = ?")),
            new Mutation(
                    "storefront-ignored",
                    "A storefront reads any checkout whose id it knows.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding(HISTORY, NOT_OPEN_TO_OTHERS),
                    wholeSql(
                            "storefront-ignored",
                            READ_ORDER,
                            1,
                            "select * from orders where id = ? and ?::text is not null")),
            new Mutation(
                    "stranger-cancels",
                    "A storefront cancels any checkout whose id it knows.",
                    SERVICE,
                    MutationLoad.READERS,
                    new Mutation.Finding(HISTORY, NOT_OPEN_TO_OTHERS),
                    wholeSql(
                            "stranger-cancels",
                            LOCK_ORDER,
                            1,
                            "select * from orders where id = ? and ?::text is not null for update")),
            new Mutation(
                    "return-unchecked",
                    "A return is accepted whatever was bought and returned before.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    invariant("no more is returned than was bought"),
                    atEntry(
                            "return-unchecked",
                            "checkout.order.returns.ReturnableQuantities",
                            "excesses",
                            "RETURN java.util.Collections.emptyList()")),
            new Mutation(
                    "return-of-part-refunds-all",
                    "Whatever part is returned, all that was paid is given back.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    invariant("a return is worth what its lines cost"),
                    atEntry(
                            "return-of-part-refunds-all",
                            "checkout.order.orders.UnitPrices",
                            "price",
                            "RETURN java.util.Optional.of($1.total())")),
            new Mutation(
                    "prices-too-low",
                    "Checkouts are priced a cent below the catalogue.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("an order has the prices of the catalogue"),
                    wholeSql(
                            "prices-too-low",
                            READ_PRODUCTS,
                            1,
                            "select price_minor - 1 as price_minor, product.* from product")),
            new Mutation(
                    "quantity-not-priced",
                    "The total counts each line once, whatever its quantity.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("an order costs what its lines cost"),
                    atEntry("quantity-not-priced", "checkout.contracts.Money", "times", "RETURN $0")));

    private OrderMutations() {}
}
