package checkout.saga.engine.definition;

import java.util.Comparator;
import java.util.List;

/**
 * The deployed versions of sagas. A new saga takes the newest version, a saga in flight keeps its own. All versions
 * share one type of data, so that type may only gain optional fields.
 */
public final class SagaVersions<D> {

    private final List<Saga<D>> newestFirst;

    private SagaVersions(List<Saga<D>> sagas) {
        this.newestFirst = sagas.stream()
                .sorted(Comparator.comparingInt((Saga<D> saga) -> saga.version())
                        .reversed())
                .toList();
        for (Saga<D> saga : sagas) {
            if (sagas.stream()
                            .filter(other -> same(other, saga.name(), saga.version()))
                            .count()
                    > 1) {
                throw new IllegalArgumentException(
                        "saga '" + saga.name() + "' is defined twice in version " + saga.version());
            }
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <D> SagaVersions<D> of(Saga<D>... sagas) {
        return new SagaVersions<>(List.of(sagas));
    }

    /** The result of a search by name and version. */
    public sealed interface Lookup<D> {

        record Known<D>(Saga<D> saga) implements Lookup<D> {}

        /** The saga is parked with this reason until its version is deployed again. */
        record Unknown<D>(String reason) implements Lookup<D> {}
    }

    public Lookup<D> find(String name, int version) {
        for (Saga<D> saga : newestFirst) {
            if (same(saga, name, version)) {
                return new Lookup.Known<>(saga);
            }
        }
        return new Lookup.Unknown<>("saga '" + name + "' is not deployed in version " + version);
    }

    public Lookup<D> newest(String name) {
        for (Saga<D> saga : newestFirst) {
            if (saga.name().equals(name)) {
                return new Lookup.Known<>(saga);
            }
        }
        return new Lookup.Unknown<>("saga '" + name + "' is not deployed in any version");
    }

    /** Every deployed version, newest first. */
    public List<Saga<D>> all() {
        return newestFirst;
    }

    private static boolean same(Saga<?> saga, String name, int version) {
        return saga.version() == version && saga.name().equals(name);
    }
}
