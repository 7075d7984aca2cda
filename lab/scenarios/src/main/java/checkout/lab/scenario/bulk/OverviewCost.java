package checkout.lab.scenario.bulk;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What it costs the orchestrator that somebody follows the overview: its processor time with and without, while nothing else happens. */
final class OverviewCost {
    private static final String ORCHESTRATOR = "saga-orchestrator";
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final double MOST_OF_A_CORE = 0.02;
    private static final int PERCENT = 100;

    private double without;
    private double with;
    private int samples;

    void measure(ScenarioContext context) throws InterruptedException {
        without = shareOfACore(context);
        AtomicInteger received = new AtomicInteger();
        try (InputStream stream = open(context)) {
            Thread unused = Thread.ofVirtual().name("overview-follower").start(() -> count(stream, received));
            Thread.sleep(SETTLED);
            with = shareOfACore(context);
            samples = received.get();
        } catch (IOException failed) {
            throw new StackException("The overview cannot be followed (%s).".formatted(failed.getMessage()), failed);
        }
        context.log(
                "the orchestrator takes %.2f %% of a core, and %.2f %% while the overview is followed",
                PERCENT * without, PERCENT * with);
    }

    private static double shareOfACore(ScenarioContext context) throws InterruptedException {
        ProcessHandle process = process(context);
        Duration before = cpuTime(process);
        long began = System.nanoTime();
        Thread.sleep(MEASURED);
        long elapsed = System.nanoTime() - began;
        return (double) cpuTime(process).minus(before).toNanos() / elapsed;
    }

    private static Duration cpuTime(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(
                        () -> new StackException("The processor time of %s is not known.".formatted(ORCHESTRATOR)));
    }

    private static ProcessHandle process(ScenarioContext context) {
        try {
            return context.processes()
                    .part(ORCHESTRATOR)
                    .process()
                    .orElseThrow(() -> new StackException(ORCHESTRATOR + " does not run."));
        } catch (IOException e) {
            throw new StackException("The process of %s cannot be inspected.".formatted(ORCHESTRATOR), e);
        }
    }

    private static InputStream open(ScenarioContext context) throws IOException, InterruptedException {
        Login viewer = context.stack().credentials().viewer();
        String basic = Base64.getEncoder()
                .encodeToString((viewer.username() + ":" + viewer.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(context.stack().ports().url(ORCHESTRATOR) + "/v1/overview/stream"))
                .header("Authorization", "Basic " + basic)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** Reads until the stream is closed. Each sample is one line of data. */
    private static void count(InputStream stream, AtomicInteger received) {
        try {
            int before = '\n';
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                if (before == '\n' && next == 'd') {
                    received.incrementAndGet();
                }
                before = next;
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    ExpectationResult result() {
        double cost = with - without;
        boolean isCheap = cost < MOST_OF_A_CORE && samples > 0;
        return new ExpectationResult(
                "an open overview costs less than %d %% of a core".formatted((int) (PERCENT * MOST_OF_A_CORE)),
                isCheap ? List.of() : List.of("it costs %.2f %%, with %d samples".formatted(PERCENT * cost, samples)),
                Map.of(
                        "% of a core without",
                        PERCENT * without, "% of a core with it", PERCENT * with, "samples", samples));
    }
}
