package checkout.lab.scenario.diagnosis;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.expectation.ResultTable;
import checkout.lab.scenario.fault.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Makes sagas wait for one cause after the other. What an operator is told must name the owner, as long as the cause lasts
 * and whether the saga waits or backs off.
 */
public final class WhyItWaits implements Fault, Expectation {

    /** What is counted for each cause. */
    public static final String EVENT = "causes for which a saga waited";

    private static final Duration TO_BE_TOLD = Duration.ofSeconds(45);
    private static final Duration LOOKED_AT = Duration.ofSeconds(25);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final double LONGEST_ANSWER = 5;

    /** One answer of so many may name nobody: the saga has just gone on to its next attempt. */
    private static final int NAMED = 5;

    private final List<String> wrong = new ArrayList<>();
    private final List<List<Object>> table = new ArrayList<>();

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        FaultyStack stack = new FaultyStack(context);
        for (WaitCause cause : WaitCauses.all()) {
            context.log("cause: %s", cause.name());
            UUID checkout = cause.begin().begin(stack);
            context.eventLog().count(EVENT);
            try {
                observe(context, stack, cause, checkout);
            } finally {
                cause.end().end(stack, checkout);
            }
            String end = stack.awaitEnd(checkout);
            context.log("%s: the saga is %s", cause.name(), end);
            if (!end.startsWith("COMP")) {
                wrong.add("%s: saga %s does not end, it is %s".formatted(cause.name(), checkout, end));
            }
        }
    }

    /** What was told at one time. */
    private record Told(String owner, String sentence, String state, double seconds) {}

    private void observe(ScenarioContext context, FaultyStack stack, WaitCause cause, UUID checkout)
            throws InterruptedException {
        long began = System.nanoTime();
        Told told = ask(stack, checkout);
        while (!isRight(cause, told) && secondsSince(began) < TO_BE_TOLD.toSeconds()) {
            Thread.sleep(BETWEEN);
            told = ask(stack, checkout);
        }
        context.log("%s: %s", cause.name(), told.sentence());
        if (!isRight(cause, told)) {
            wrong.add("%s: the operator is told of %s: %s".formatted(cause.name(), told.owner(), told.sentence()));
        }
        table.add(List.of(
                cause.name(), told.sentence(), told.seconds(), String.join(", ", watch(stack, cause, checkout))));
    }

    /** The states in which the saga was while the cause lasted; in each of them the operator must be told the same. */
    private Set<String> watch(FaultyStack stack, WaitCause cause, UUID checkout) throws InterruptedException {
        Set<String> states = new TreeSet<>();
        int answers = 0;
        int withoutOwner = 0;
        long began = System.nanoTime();
        while (secondsSince(began) < LOOKED_AT.toSeconds()) {
            Told told = ask(stack, checkout);
            states.add(told.state());
            answers++;
            if (told.owner().isEmpty()) {
                withoutOwner++;
            } else if (!told.owner().equals(cause.owner())) {
                wrong.add("%s, while it is %s: %s: %s"
                        .formatted(cause.name(), told.state(), told.owner(), told.sentence()));
            }
            if (told.seconds() > LONGEST_ANSWER) {
                wrong.add("%s: the answer took %.1f s".formatted(cause.name(), told.seconds()));
            }
            Thread.sleep(BETWEEN);
        }
        if (withoutOwner * NAMED > answers) {
            wrong.add("%s: %d of %d answers name nobody".formatted(cause.name(), withoutOwner, answers));
        }
        return states;
    }

    private static boolean isRight(WaitCause cause, Told told) {
        return told.owner().equals(cause.owner()) && told.sentence().contains(cause.mentions());
    }

    /** The first hop that is not passed is what is held up; another step may wait for something else. */
    private static Told ask(FaultyStack stack, UUID checkout) throws InterruptedException {
        long began = System.nanoTime();
        JsonNode saga = stack.saga(checkout);
        double seconds = (System.nanoTime() - began) / 1e9;
        for (JsonNode hop : saga.path("hops")) {
            String status = hop.path("status").asString("");
            if (!status.equals("PASSED") && !status.equals("NOT_REACHED")) {
                return new Told(
                        hop.path("owner").asString(""), hop.path("evidence").asString(""), states(saga), seconds);
            }
        }
        return new Told("", String.valueOf(saga.path("diagnosis")), states(saga), seconds);
    }

    private static String states(JsonNode saga) {
        TreeSet<String> states = new TreeSet<>();
        for (JsonNode step : saga.path("steps")) {
            String status = step.path("status").asString("");
            if (!status.equals("DONE") && !status.equals("UNDONE")) {
                states.add(status);
            }
        }
        return String.join("+", states);
    }

    private static long secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "an operator is told which hop holds a saga up and who owns it, while the cause lasts",
                List.copyOf(wrong),
                Map.of(
                        "causes",
                        new ResultTable(List.of("cause", "sentence", "seconds", "while"), List.copyOf(table)))));
    }
}
