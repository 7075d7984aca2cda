package checkout.lab.scenario.spike;

import checkout.lab.scenario.context.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carts of three different items each, in random order, and the stock for them. Of the first half of the items there are as
 * many as the carts ask for, of the others half as many. Every other cart has items of the first half only, so it must be
 * confirmed.
 *
 * @param carts the items of each cart, by number
 * @param stock by the number of the item
 */
record SpikeCarts(List<List<Integer>> carts, Map<Integer, Integer> stock) {
    private static final int LINES = 3;

    static SpikeCarts random(SeededRandom random, int items, int count) {
        List<List<Integer>> carts = new ArrayList<>();
        Map<Integer, Integer> stock = new LinkedHashMap<>();
        for (int n = 0; n < count; n++) {
            int choice = n % 2 == 0 ? items / 2 : items;
            Set<Integer> cart = new LinkedHashSet<>();
            while (cart.size() < LINES) {
                cart.add(random.below(choice));
            }
            carts.add(List.copyOf(cart));
            cart.forEach(item -> stock.merge(item, 1, Integer::sum));
        }
        stock.replaceAll((item, demand) -> item < items / 2 ? demand : (demand + 1) / 2);
        return new SpikeCarts(carts, stock);
    }

    /** How many of each item these carts have. */
    Map<Integer, Integer> itemsOf(Set<Integer> numbers) {
        return numbers.stream()
                .flatMap(number -> carts.get(number).stream())
                .collect(Collectors.toMap(item -> item, item -> 1, Integer::sum));
    }

    private int stockOf(int item) {
        return stock.getOrDefault(item, 0);
    }

    /** A sentence for each item of which more was sold than there was. */
    List<String> oversold(Set<Integer> confirmed) {
        List<String> found = new ArrayList<>();
        itemsOf(confirmed).forEach((item, sold) -> {
            if (sold > stockOf(item)) {
                found.add("%d of item %d were sold, and there were %d".formatted(sold, item, stockOf(item)));
            }
        });
        return found;
    }

    /**
     * A sentence for each cart that was refused although all its items are still there: what is sold never comes back in this
     * run, so they were there when it was refused, too.
     */
    List<String> undersold(Set<Integer> confirmed) {
        Map<Integer, Integer> sold = itemsOf(confirmed);
        List<String> found = new ArrayList<>();
        for (int number = 0; number < carts.size(); number++) {
            if (!confirmed.contains(number)
                    && carts.get(number).stream().allMatch(item -> sold.getOrDefault(item, 0) < stockOf(item))) {
                found.add("cart %d was refused, and its items %s are still there".formatted(number, carts.get(number)));
            }
        }
        return found;
    }
}
