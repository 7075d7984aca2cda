package checkout.lab.mutation.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All mutations, in the order in which they are listed and run. */
public final class Mutations {

    private static final List<Mutation> ALL = Stream.of(
                    StockMutations.ALL, PaymentMutations.ALL, SagaMutations.ALL, OrderMutations.ALL, RelayMutations.ALL)
            .flatMap(List::stream)
            .toList();

    private Mutations() {}

    public static List<Mutation> all() {
        return ALL;
    }

    public static Optional<Mutation> find(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
