package checkout.lab.scenario.webhook;

import checkout.backing.webhook.WebhookReceiver.Received;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The receiver has heard every end, nothing else, in order, signed, and can tell duplicates. */
public final class EveryEndDelivered implements Expectation {

    private static final Polling UNTIL_ALL_ARE_SENT = new Polling(Duration.ofMinutes(3), Duration.ofMillis(500));
    private static final int MAX_SHOWN = 10;

    private final WebhookFaults faults;

    public EveryEndDelivered(WebhookFaults faults) {
        this.faults = faults;
    }

    /** What a webhook tells. */
    record Told(String type, String subject, String checkout) {
        static Told by(Received received) {
            JsonNode body = JsonMapper.shared().readTree(received.body());
            JsonNode data = body.path("data");
            String checkout = data.path("checkoutId").asString();
            return new Told(body.path("type").asString(), data.path("returnId").asString(checkout), checkout);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws InterruptedException, SQLException {
        try {
            long pending = UNTIL_ALL_ARE_SENT.until(count -> count == 0, () -> unsent(context));
            List<Received> received = faults.receiver().received();
            Map<String, String> ends = ends(context, "true");
            // what ends while the endpoint is being created may be told or not
            Set<String> endsToTell = ends(
                            context,
                            "begun_at > ?",
                            Timestamp.from(faults.endpoint().answeredAt()))
                    .keySet();
            Set<String> ids = new HashSet<>();
            received.forEach(each -> ids.add(each.id()));
            Map<String, Object> figures = new TreeMap<>();
            figures.put("ends", endsToTell.size());
            figures.put("webhooks", ids.size());
            figures.put("requests", received.size());
            figures.put("taken", faults.receiver().taken().size());
            figures.put("not sent in time", pending);
            return List.of(
                    new ExpectationResult(
                            "every end is told at least once",
                            missing(endsToTell, faults.receiver().taken()),
                            figures),
                    new ExpectationResult("only ends are told, each as it is", invented(ends, received)),
                    new ExpectationResult("there is one webhook for each end", repeated(received)),
                    new ExpectationResult("every signature is valid", unsigned(received)),
                    new ExpectationResult("a return is told after its checkout", overtaking(received)),
                    new ExpectationResult("duplicates are marked", unmarked(received)));
        } finally {
            faults.endpoint().delete(context);
            faults.receiver().close();
        }
    }

    private long unsent(ScenarioContext context) throws SQLException {
        return context.number(
                "select count(*) from orders.webhook_delivery where endpoint_id = ? and status = 'PENDING'",
                faults.endpoint().id());
    }

    /** The checkouts and returns of the storefront that have ended, with the types of their events. */
    private static Map<String, String> ends(ScenarioContext context, String condition, Object... parameters)
            throws SQLException {
        Map<String, String> ends = new HashMap<>();
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor, """
                    select id, type from (
                        select id::text, 'checkout.' || lower(status) as type, placed_at as begun_at from orders.orders
                        where storefront = 'storefront' and status <> 'PENDING'
                        union all
                        select r.id::text, 'return.' || lower(r.status), r.requested_at
                        from orders.order_return r join orders.orders o on o.id = r.order_id
                        where o.storefront = 'storefront' and r.status <> 'PENDING'
                    ) ended
                    where %s
                    """.formatted(condition), row -> ends.put(row.getString(1), row.getString(2)), parameters);
        }
        return ends;
    }

    static List<String> missing(Set<String> ends, List<Received> taken) {
        Set<String> missing = new HashSet<>(ends);
        taken.forEach(each -> missing.remove(Told.by(each).subject()));
        return missing.stream().limit(MAX_SHOWN).map(id -> id + " was not told").toList();
    }

    static List<String> invented(Map<String, String> ends, List<Received> received) {
        return received.stream()
                .map(Told::by)
                .filter(told -> !told.type().equals(ends.get(told.subject())))
                .distinct()
                .limit(MAX_SHOWN)
                .map(told -> "%s was told as %s and ended as %s"
                        .formatted(told.subject(), told.type(), ends.get(told.subject())))
                .toList();
    }

    static List<String> repeated(List<Received> received) {
        Map<String, Set<String>> idsBySubject = new HashMap<>();
        received.forEach(each -> idsBySubject
                .computeIfAbsent(Told.by(each).subject(), subject -> new HashSet<>())
                .add(each.id()));
        return idsBySubject.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .limit(MAX_SHOWN)
                .map(entry -> "%s has the webhooks %s".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<String> unsigned(List<Received> received) {
        return received.stream()
                .filter(each -> !each.isSignedWith(faults.endpoint().secret()))
                .limit(MAX_SHOWN)
                .map(each -> each.id() + " has no valid signature")
                .toList();
    }

    static List<String> overtaking(List<Received> received) {
        List<String> overtaking = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Set<String> ever = new HashSet<>();
        received.forEach(each -> ever.add(Told.by(each).subject()));
        for (Received each : received) {
            Told told = Told.by(each);
            // the end of a checkout from before the endpoint is never told
            boolean checkoutIsTold = ever.contains(told.checkout());
            if (!told.subject().equals(told.checkout()) && checkoutIsTold && !taken.contains(told.checkout())) {
                overtaking.add("return %s was told before checkout %s".formatted(told.subject(), told.checkout()));
            }
            if (each.taken()) {
                taken.add(told.subject());
            }
        }
        return overtaking.stream().limit(MAX_SHOWN).toList();
    }

    /** The attempts of a webhook have growing numbers, so every one but the first is recognized. */
    static List<String> unmarked(List<Received> received) {
        List<String> unmarked = new ArrayList<>();
        Map<String, Integer> lastAttempt = new HashMap<>();
        for (Received each : received) {
            Integer before = lastAttempt.put(each.id(), each.attempt());
            if (before != null && each.attempt() <= before) {
                unmarked.add("%s came as attempt %d after attempt %d".formatted(each.id(), each.attempt(), before));
            }
        }
        return unmarked.stream().limit(MAX_SHOWN).toList();
    }
}
