package checkout.lab.scenario.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.part.StackPart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads from each consumer how many records it has recognized as duplicates. */
public final class DuplicateMeter {

    private static final Set<String> CONSUMERS =
            Set.of("order-service", "inventory-service", "payment-service", "saga-orchestrator");
    private static final Pattern DUPLICATES =
            Pattern.compile("(?m)^checkout_messages_total\\{[^}]*outcome=\"duplicate\"[^}]*} (\\S+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ScenarioContext context;
    private final CounterSum sum = new CounterSum();
    private boolean begun;

    /** Consumers that were there at the first reading and did not answer: what they had counted before is not known. */
    private final Set<String> missed = new HashSet<>();

    public DuplicateMeter(ScenarioContext context) {
        this.context = context;
    }

    /** Reads every consumer that answers. */
    public void read() throws InterruptedException {
        for (StackPart part : context.processes().all()) {
            if (CONSUMERS.stream().anyMatch(part.name()::startsWith)) {
                OptionalDouble duplicates = duplicates(part);
                if (duplicates.isEmpty()) {
                    if (!begun) {
                        missed.add(part.name());
                    }
                } else if (begun && !missed.contains(part.name())) {
                    sum.addFromZero(part.name(), duplicates.getAsDouble());
                } else {
                    sum.add(part.name(), duplicates.getAsDouble());
                }
            }
        }
        begun = true;
    }

    public long duplicates() {
        return sum.sum();
    }

    private OptionalDouble duplicates(StackPart part) throws InterruptedException {
        var viewer = context.stack().credentials().viewer();
        String basic =
                Base64.getEncoder().encodeToString((viewer.username() + ":" + viewer.password()).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(part.port())))
                .header("Authorization", "Basic " + basic)
                .timeout(TIMEOUT)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? OptionalDouble.of(parse(response.body())) : OptionalDouble.empty();
        } catch (IOException down) {
            return OptionalDouble.empty();
        }
    }

    /** The sum over the consumer groups of a process; zero if nothing was a duplicate yet. */
    static double parse(String metrics) {
        return DUPLICATES
                .matcher(metrics)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
