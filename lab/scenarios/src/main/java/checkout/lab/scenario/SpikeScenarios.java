package checkout.lab.scenario;

import static checkout.lab.scenario.vocabulary.ExpectationWords.ALL_ENDED;
import static checkout.lab.scenario.vocabulary.ExpectationWords.AUDIT;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DEAD_LETTERS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.NO_DUPLICATE_TRANSITIONS;
import static checkout.lab.scenario.vocabulary.ExpectationWords.OUTBOX;

import checkout.lab.scenario.cart.TwoTabs;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.neighbour.NoisyNeighbour;
import checkout.lab.scenario.pooler.PooledClients;
import checkout.lab.scenario.spike.CartSpike;
import checkout.lab.scenario.spike.LastItemSpike;
import checkout.lab.scenario.spike.OneKeySpike;
import java.time.Duration;
import java.util.List;

/**
 * The scenarios in which nothing fails, but everybody comes at once. {@code --times} is the number of requests, rounds or
 * clients.
 */
final class SpikeScenarios {
    private static final int CONNECTIONS = 200;

    private SpikeScenarios() {}

    static Scenario lastItem() {
        return spike(
                "last-item-spike",
                "Ten thousand customers want one item at the same time.",
                10_000,
                new LastItemSpike(CONNECTIONS));
    }

    static Scenario carts() {
        return spike(
                "cart-spike",
                "Six thousand carts hold three of 500 items each, in random order.",
                6_000,
                new CartSpike(500, CONNECTIONS));
    }

    static Scenario oneKey() {
        return spike(
                "one-key",
                "Each of ten requests is posted over 200 connections at once, with one idempotency key.",
                10,
                new OneKeySpike(CONNECTIONS));
    }

    static Scenario twoTabs() {
        return spike(
                "two-tabs",
                "Two clients make a thousand random changes of one cart at the same time.",
                1_000,
                new TwoTabs());
    }

    static Scenario pooledClients() {
        PooledClients clients = new PooledClients();
        return new Scenario(
                "pgbouncer",
                "A thousand clients beside the services run small transactions through PgBouncer, on the services' 25 connections.",
                20,
                Duration.ofSeconds(30),
                1_000,
                clients,
                List.of(
                        clients,
                        OUTBOX.make(),
                        AUDIT.make(),
                        ALL_ENDED.make(),
                        NO_DEAD_LETTERS.make(),
                        NO_DUPLICATE_TRANSITIONS.make()));
    }

    static Scenario noisyNeighbour() {
        return spike(
                "noisy-neighbour",
                "A storefront sends thirty times what it is allowed, beside another, in several rounds.",
                10,
                new NoisyNeighbour());
    }

    private static <S extends Fault & Expectation> Scenario spike(String name, String story, int times, S spike) {
        return new Scenario(
                name,
                story,
                0,
                Duration.ZERO,
                times,
                spike,
                List.of(spike, AUDIT.make(), ALL_ENDED.make(), NO_DEAD_LETTERS.make()));
    }
}
