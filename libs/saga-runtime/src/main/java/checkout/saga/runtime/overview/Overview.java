package checkout.saga.runtime.overview;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.metrics.FinishedSagas;
import checkout.saga.runtime.metrics.OpenSagas;
import checkout.saga.runtime.overview.SagaFigures.Figures;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How everything is at a moment. Each part says since when it is known, and if it is not known now, why.
 *
 * @param instance which instance answers; {@code finished} is what that one has finished
 * @param history how many sagas were in each state in the last hour, oldest first
 */
record Overview(
        Instant at,
        String instance,
        ReportedValue<Figures> sagas,
        FinishedSagas.Summary finished,
        ReportedValue<Relays> relay,
        List<Service> services,
        History history) {

    /** What is known of a service. */
    record Service(String name, ReportedValue<ServiceState> state) {}

    /**
     * The counts by state.
     *
     * @param states the columns of a point after its time in seconds
     */
    record History(List<String> states, List<long[]> points) {
        private static final List<SagaPhase> OPEN = Arrays.stream(SagaPhase.values())
                .filter(phase -> !phase.ended())
                .toList();

        static History of(List<OpenSagas.Point> points) {
            return new History(
                    OPEN.stream().map(Enum::name).toList(),
                    points.stream().map(History::row).toList());
        }

        private static long[] row(OpenSagas.Point point) {
            return Stream.concat(
                            Stream.of(point.at().getEpochSecond()),
                            OPEN.stream().map(phase -> point.counts().getOrDefault(phase, 0L)))
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }
}
