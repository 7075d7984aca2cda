package checkout.saga.runtime.overview;

import checkout.messaging.gauge.GaugeValue;
import checkout.saga.runtime.InstanceName;
import checkout.saga.runtime.SagaChannels;
import checkout.saga.runtime.metrics.FinishedSagas;
import checkout.saga.runtime.metrics.OpenSagas;
import checkout.saga.runtime.overview.Overview.History;
import checkout.saga.runtime.overview.Overview.Service;
import checkout.saga.runtime.overview.SagaFigures.Figures;
import checkout.saga.runtime.overview.ServiceState.GaugeReport;
import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.peer.Peers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Takes the overview, once for all who look. Callers share a sample that is young enough; without callers nothing is read and
 * nobody is asked. Neither a silent database nor a silent process holds it up: what does not answer in time is not known.
 */
@Component
class OverviewSampler {
    private static final Duration PATIENCE = Duration.ofMillis(150);
    private static final Duration HISTORY = Duration.ofHours(1);

    private final SagaFigures figures;
    private final FinishedSagas finished;
    private final OpenSagas openSagas;
    private final Peers peers;
    private final MeterRegistry meters;
    private final InstanceName instance;
    private final SagaChannels channels;
    private final OverviewSettings settings;
    private final List<ServiceIndicators> indicators;
    private final LatestAnswer<Figures> sagas;
    private final LatestAnswer<Relays> relay;
    private final Map<String, LatestAnswer<GaugeReport>> services = new LinkedHashMap<>();
    private @Nullable Overview last;
    private long lastAt;

    OverviewSampler(
            SagaFigures figures,
            FinishedSagas finished,
            OpenSagas openSagas,
            Peers peers,
            MeterRegistry meters,
            InstanceName instance,
            SagaChannels channels,
            OverviewSettings settings,
            ObjectProvider<ServiceIndicators> indicators) {
        this.figures = figures;
        this.finished = finished;
        this.openSagas = openSagas;
        this.peers = peers;
        this.meters = meters;
        this.instance = instance;
        this.channels = channels;
        this.settings = settings;
        this.indicators = indicators.orderedStream().toList();
        this.sagas = new LatestAnswer<>(settings.every());
        // they are asked with the first sample for which their answers are too old
        Duration asked = settings.askEvery().plus(settings.every());
        this.relay = new LatestAnswer<>(asked);
        peers.participants().forEach(service -> services.put(service, new LatestAnswer<>(asked)));
    }

    /** The latest sample, or a new one if that is too old. */
    synchronized Overview current() {
        Overview young = last;
        if (young != null && System.nanoTime() - lastAt < settings.every().toNanos() * 9 / 10) {
            return young;
        }
        Overview taken = take();
        last = taken;
        lastAt = System.nanoTime();
        return taken;
    }

    private Overview take() {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        asked.add(sagas.ask(Duration.ZERO, this::readFigures));
        asked.add(relay.ask(settings.askEvery(), () -> peers.ask(Peers.RELAY, "/v1/relay", Relays.class)));
        services.forEach((name, latest) -> asked.add(
                latest.ask(settings.askEvery(), () -> peers.ask(name, "/actuator/gauges", GaugeReport.class))));
        await(asked);
        return new Overview(
                Instant.now(),
                instance.value(),
                sagas.part(),
                finished.summary(),
                relay.part(),
                services(),
                History.of(openSagas.recent(HISTORY)));
    }

    /** On a thread of its own: a database that is silent keeps no more than this one. */
    private CompletableFuture<LookupResult<Figures>> readFigures() {
        CompletableFuture<LookupResult<Figures>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("overview").start(() -> {
            try {
                answer.complete(new LookupResult.Fact<>(figures.read()));
            } catch (RuntimeException failure) {
                answer.complete(new LookupResult.Nothing<>("the database does not answer"));
            }
        });
        return answer;
    }

    private static void await(List<CompletableFuture<?>> asked) {
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            // the parts say which of them are not known
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("Indicates a bug: an answer of another process is a value", bug);
        }
    }

    private List<Service> services() {
        List<Service> all = new ArrayList<>();
        List<GaugeValue> own = GaugeValue.of(meters);
        all.add(new Service(
                channels.consumerGroup(),
                new ReportedValue<>(state(channels.consumerGroup(), own), Instant.now(), null)));
        services.forEach((name, latest) -> all.add(new Service(name, stateOf(name, latest.part()))));
        return all;
    }

    private ReportedValue<ServiceState> stateOf(String service, ReportedValue<GaugeReport> report) {
        GaugeReport gauges = report.value();
        return new ReportedValue<>(
                gauges == null ? null : state(service, gauges.gauges()), report.asOf(), report.unknown());
    }

    private ServiceState state(String service, List<GaugeValue> gauges) {
        List<Indicator> found = indicators.stream()
                .flatMap(each -> each.of(service, gauges).stream())
                .toList();
        return ServiceState.of(gauges, found);
    }
}
