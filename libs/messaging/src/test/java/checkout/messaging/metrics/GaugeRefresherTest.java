package checkout.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red here: an old value is shown as if it were one of now, or one that exists is not shown. */
class GaugeRefresherTest {
    private static final GaugeSource.Gauge OPEN = new GaugeSource.Gauge("open", null, "open ones");
    private static final GaugeSource.Gauge AGE = new GaugeSource.Gauge("age", "seconds", "their age");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private List<GaugeSource.Reading> readings = List.of(OPEN.is(3, "kind", "a"), OPEN.is(5, "kind", "b"), AGE.is(9));
    private boolean away;

    @Test
    void showsWhatWasReadLast() {
        GaugeRefresher refresher = refresher(Duration.ofHours(1));
        refresher.refresh();
        readings = List.of(OPEN.is(4, "kind", "a"));
        refresher.refresh();

        assertThat(value("a")).isEqualTo(4);
        assertThat(meters.find("open").tag("kind", "b").gauge()).isNull();
        assertThat(meters.find("age").gauge()).isNull();
    }

    /** Who reads the metrics while a gauge is replaced finds it twice, and Prometheus gets an error instead of metrics. */
    @Test
    void aGaugeStaysTheSameWhileItsValueChanges() {
        GaugeRefresher refresher = refresher(Duration.ofHours(1));
        refresher.refresh();
        Gauge before = meters.get("open").tag("kind", "a").gauge();
        readings = List.of(OPEN.is(4, "kind", "a"));
        refresher.refresh();

        assertThat(meters.get("open").tag("kind", "a").gauge()).isSameAs(before);
        assertThat(before.value()).isEqualTo(4);
    }

    @Test
    void showsTheLastValuesForAWhileIfTheSourceDoesNotAnswer() {
        GaugeRefresher refresher = refresher(Duration.ofHours(1));
        refresher.refresh();
        away = true;
        refresher.refresh();

        assertThat(value("a")).isEqualTo(3);
    }

    @Test
    void showsNoValuesThatAreTooOldButTheirAge() {
        GaugeRefresher refresher = refresher(Duration.ZERO);
        refresher.refresh();
        away = true;
        refresher.refresh();

        assertThat(meters.find("open").gauges()).isEmpty();
        assertThat(meters.get("checkout.gauges.age")
                        .tag("source", "test")
                        .gauge()
                        .value())
                .isPositive();
        away = false;
        refresher.refresh();
        assertThat(value("b")).isEqualTo(5);
    }

    private GaugeRefresher refresher(Duration staleAfter) {
        return new GaugeRefresher(
                new GaugeSource() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public List<Reading> read() {
                        if (away) {
                            throw new IllegalStateException("it does not answer");
                        }
                        return readings;
                    }
                },
                meters,
                staleAfter);
    }

    private double value(String kind) {
        return meters.get("open").tag("kind", kind).gauge().value();
    }
}
