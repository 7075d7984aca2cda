package checkout.lab.scenario.load;

import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import checkout.lab.scenario.load.FollowUp.Act;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The customers of a load: the n-th is the same in every run with the same seed. */
interface Customers {

    Customer nth(long seed, long n);

    /** Customers who buy one item, and some of whom cancel at once. */
    static Customers plain() {
        return (seed, n) -> {
            ShopperPurchase purchase = ShopperPurchase.random(seed, n);
            List<FollowUp> acts = purchase.cancels() ? List.of(new FollowUp(Act.CANCEL, Duration.ZERO)) : List.of();
            return new Customer(purchase, 0, acts);
        };
    }

    /**
     * The customers of a mix.
     *
     * @param lowWallets wallets of the run with little money
     */
    static Customers of(ShopperMix mix, List<String> lowWallets) {
        return (seed, n) -> new Mixed(mix, lowWallets, SeededRandom.of(seed, "customer " + n)).customer();
    }

    /** Draws one customer of a mix. */
    record Mixed(ShopperMix mix, List<String> lowWallets, SeededRandom random) {

        private static final List<String> SKUS = List.of("TEA-001", "TEA-002", "TEA-003", "TEA-004", "CUP-001");
        private static final int MOST_ITEMS = 3;
        private static final int HOT_PERCENT = 80;
        private static final int READS = 3;
        private static final Duration LATEST_CANCEL = Duration.ofSeconds(4);
        private static final Duration LATEST_RETURN = Duration.ofSeconds(10);
        private static final Duration LATEST_READ = Duration.ofSeconds(8);

        Customer customer() {
            boolean scarce = random.withProbability(mix.scarce());
            var payment = PaymentWords.choose(random.oneOf(mix.payment()), lowWallets, random);
            List<Line> lines = lines(scarce);
            int storefront = random.below(mix.storefronts());
            List<FollowUp> acts = followUps();
            boolean cancels = acts.stream().anyMatch(each -> each.act() == Act.CANCEL);
            return new Customer(new ShopperPurchase(payment.kind(), lines, payment.json(), cancels), storefront, acts);
        }

        private List<Line> lines(boolean scarce) {
            Map<String, Integer> quantities = new LinkedHashMap<>();
            if (scarce) {
                quantities.put(ShopperPurchase.SCARCE, 1);
            }
            int count = mix.lines().pick(random);
            while (quantities.size() < count) {
                quantities.putIfAbsent(sku(), 1 + random.below(MOST_ITEMS));
            }
            List<Line> lines = new ArrayList<>();
            quantities.forEach((sku, quantity) -> lines.add(new Line(sku, quantity)));
            return random.shuffled(lines);
        }

        private String sku() {
            boolean hot = mix.hotItems() > 0 && random.withProbability(HOT_PERCENT);
            return SKUS.get(random.below(hot ? mix.hotItems() : SKUS.size()));
        }

        private List<FollowUp> followUps() {
            List<FollowUp> acts = new ArrayList<>();
            add(acts, mix.duplicates(), Act.DUPLICATE, Duration.ofMillis(20));
            add(acts, mix.replays(), Act.REPLAY, LATEST_READ);
            add(acts, mix.cancels(), Act.CANCEL, LATEST_CANCEL);
            add(acts, mix.returns(), Act.RETURN, LATEST_RETURN);
            if (random.withProbability(mix.reads())) {
                for (int n = 0; n < READS; n++) {
                    acts.add(new FollowUp(Act.READ, random.between(Duration.ZERO, LATEST_READ)));
                }
                if (mix.storefronts() > 1) {
                    acts.add(new FollowUp(Act.MEDDLE, random.between(Duration.ZERO, LATEST_READ)));
                }
            }
            add(acts, mix.greedyReturns(), Act.GREEDY_RETURN, LATEST_RETURN);
            return acts;
        }

        private void add(List<FollowUp> acts, int percent, Act act, Duration latest) {
            boolean wanted = random.withProbability(percent);
            Duration after = random.between(Duration.ZERO, latest);
            if (wanted) {
                acts.add(new FollowUp(act, after));
            }
        }
    }
}
