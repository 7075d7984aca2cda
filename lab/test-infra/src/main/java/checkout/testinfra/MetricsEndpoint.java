package checkout.testinfra;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a process shows Prometheus, and what docs/metrics.md says that it shows. */
public final class MetricsEndpoint {
    private static final String PATH = "/actuator/prometheus";
    private static final String USER = "metrics";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)`( \\*)? \\|");

    private final int port;
    private final String password;

    /** @param password of the user {@code metrics} */
    public MetricsEndpoint(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * Fails unless strangers are rejected, the user {@code metrics} may do nothing else, and exactly the documented metrics of
     * the project are shown.
     *
     * @param otherPath which the user must not read
     * @param sections of docs/metrics.md that concern the process
     */
    public void mustBeAsDocumented(String otherPath, String... sections) {
        mustAnswer(401, PATH, null);
        mustAnswer(401, PATH, "wrong");
        mustAnswer(403, otherPath, password);
        mustAnswer(200, PATH, password);
        Set<String> documented = new TreeSet<>();
        Set<String> always = new TreeSet<>();
        for (String section : sections) {
            documented(section, documented, always);
        }
        Set<String> shown = awaitAll(always);
        Set<String> missing = without(always, shown);
        Set<String> undocumented = without(shown, documented);
        if (!missing.isEmpty() || !undocumented.isEmpty()) {
            throw new AssertionError("docs/metrics.md has %s, which are not shown, and lacks %s, which are"
                    .formatted(missing, undocumented));
        }
    }

    /** Fails unless a job reads the gauges of these sources, so that their age is shown and they vanish when it is too high. */
    public void mustRead(String... sources) {
        String shown = scrape();
        for (String source : sources) {
            if (!Pattern.compile("checkout_gauges_age_seconds\\{[^}]*source=\"" + source + "\"")
                    .matcher(shown)
                    .find()) {
                throw new AssertionError("no job reads the gauges of " + source);
            }
        }
    }

    /** All metrics, as Prometheus reads them. */
    public String scrape() {
        return get(PATH, password).body();
    }

    /** The gauges that are read by a job are there soon after the start. */
    private Set<String> awaitAll(Set<String> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> shown = families();
        while (!shown.containsAll(expected) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            shown = families();
        }
        return shown;
    }

    /** The maximum that Micrometer shows beside a timer is part of it. */
    private Set<String> families() {
        return FAMILY.matcher(scrape())
                .results()
                .map(match -> match.group(1))
                .filter(name -> name.startsWith("checkout_"))
                .map(name -> name.endsWith("_seconds_max") ? name.substring(0, name.length() - "_max".length()) : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void documented(String section, Set<String> all, Set<String> always) {
        String page = read(Path.of("../docs/metrics.md"));
        int start = page.indexOf("\n## " + section + "\n");
        if (start < 0) {
            throw new AssertionError("docs/metrics.md has no section '%s'".formatted(section));
        }
        int end = page.indexOf("\n## ", start + 1);
        Matcher row = ROW.matcher(page.substring(start, end < 0 ? page.length() : end));
        while (row.find()) {
            all.add(row.group(1));
            if (row.group(2) == null) {
                always.add(row.group(1));
            }
        }
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    private void mustAnswer(int status, String path, @Nullable String given) {
        int answered = get(path, given).statusCode();
        if (answered != status) {
            throw new AssertionError("%s answered %d and not %d to %s"
                    .formatted(path, answered, status, given == null ? "a stranger" : "the user metrics"));
        }
    }

    private HttpResponse<String> get(String path, @Nullable String given) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (given != null) {
            String login = Base64.getEncoder().encodeToString((USER + ":" + given).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + login);
        }
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(path + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new AssertionError("there is no " + file, failed);
        }
    }
}
