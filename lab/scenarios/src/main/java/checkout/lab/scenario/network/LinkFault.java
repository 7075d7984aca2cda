package checkout.lab.scenario.network;

import checkout.lab.network.control.NetworkControl;
import checkout.lab.network.fault.FaultEffect;
import checkout.lab.network.fault.NetworkFault;
import checkout.lab.network.proxy.LinkStatus;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A fault of one link for a time. Its verdict is that it happened: each time it must have affected a connection, because a
 * fault of a link that nobody uses shows nothing.
 */
public final class LinkFault implements Fault, Expectation {

    /** After this time more than it should last the proxy ends a fault whose scenario is gone. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Polling CONNECTED = new Polling(Duration.ofSeconds(30), Duration.ofMillis(20));

    /** Another fault may have ended the part that would have used the link. */
    private static final int MOST_TRIES = 3;

    private final String link;
    private final NetworkFault fault;
    private final Duration duration;
    private final String happening;
    private final List<Injection> injections = new CopyOnWriteArrayList<>();

    /** One time of the fault. */
    record Injection(String link, FaultEffect effect) {}

    /**
     * A fault of a link, or of any of those that the name stands for.
     *
     * @param happening what happens, for the log
     */
    LinkFault(String link, NetworkFault fault, Duration duration, String happening) {
        this.link = link;
        this.fault = fault;
        this.duration = duration;
        this.happening = happening;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException {
        NetworkControl control = context.stack()
                .network()
                .map(NetworkPart::control)
                .orElseThrow(
                        () -> new StackException(
                                "The stack was started without --network, so that nothing can break its connections; stop it with ./checkout down, then start it with ./checkout up --detach --network."));
        String chosen = LinkChoice.pick(link, context.random("link"));
        Injection injection = injectOnce(context, control, chosen);
        for (int again = 1; again < MOST_TRIES && injection.effect().connections() == 0; again++) {
            context.log("%s: nobody used it meanwhile, so once more", chosen);
            injection = injectOnce(context, control, chosen);
        }
        injections.add(injection);
    }

    private Injection injectOnce(ScenarioContext context, NetworkControl control, String chosen)
            throws InterruptedException, IOException {
        if (fault instanceof NetworkFault.Cut) {
            awaitConnection(control, chosen);
        }
        long id = control.inject(chosen, fault, duration.plus(GRACE));
        context.log("%s: %s (%s)", chosen, happening, fault);
        FaultEffect effect;
        try {
            Thread.sleep(duration);
        } finally {
            effect = control.end(id);
        }
        context.log("%s: over; %d connections, %,d bytes affected", chosen, effect.connections(), effect.bytes());
        return new Injection(chosen, effect);
    }

    /** Right after another cut there may be no connection to cut; if none comes in time, the verdict says so. */
    private static void awaitConnection(NetworkControl control, String link) throws InterruptedException, IOException {
        int unused = CONNECTED.<Integer, IOException>until(open -> open > 0, () -> openConnections(control, link));
    }

    private static int openConnections(NetworkControl control, String link) throws InterruptedException, IOException {
        return control.links().stream()
                .filter(each -> each.name().equals(link))
                .mapToInt(LinkStatus::openConnections)
                .sum();
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(verdict(injections));
    }

    ExpectationResult verdict(List<Injection> all) {
        List<String> without = new ArrayList<>();
        FaultEffect sum = FaultEffect.NONE;
        for (Injection each : all) {
            sum = sum.plus(each.effect());
            if (each.effect().connections() == 0) {
                without.add("nobody used %s while it was in effect".formatted(each.link()));
            }
        }
        return new ExpectationResult(
                "%s of %s affected connections".formatted(fault.getClass().getSimpleName(), link),
                without,
                Map.of("connections", sum.connections(), "bytes", sum.bytes()));
    }
}
