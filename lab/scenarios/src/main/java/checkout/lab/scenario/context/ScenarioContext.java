package checkout.lab.scenario.context;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.history.History;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a scenario, as its load, faults and expectations see it. */
public record ScenarioContext(
        StateDirectory folder,
        LocalStack stack,
        RunSettings settings,
        ScenarioProcesses processes,
        RunRecords records) {

    private static final Duration CLOCKS_SET_BACK_AT_MOST = Duration.ofHours(1);
    private static final Duration CLOCKS_SET_AHEAD_AT_MOST = Duration.ofDays(2);

    /** Random choices for one purpose, the same in every run with the same seed. */
    public SeededRandom random(String purpose) {
        return SeededRandom.of(seed(), settings.occasion() + purpose);
    }

    /** The same run, with random choices of its own for an occasion such as the third time of a fault. */
    public ScenarioContext onOccasion(String occasion) {
        return new ScenarioContext(folder, stack, settings.onOccasion(occasion), processes, records);
    }

    public long seed() {
        return settings.seed();
    }

    /** How long faults last that have no end of their own. */
    public Duration duration() {
        return settings.duration();
    }

    /** How often counted faults are injected. */
    public int times() {
        return settings.times();
    }

    /** How long an expectation waits at most. */
    public Duration patience() {
        return settings.patience();
    }

    public Instant began() {
        return settings.began();
    }

    public AcceptedCheckouts acceptedCheckouts() {
        return records.acceptedCheckouts();
    }

    /** Of the requests that submit checkouts. */
    public ResponseTimes responseTimes() {
        return records.responseTimes();
    }

    public CatalogueAnswers catalogueAnswers() {
        return records.catalogueAnswers();
    }

    public ScenarioEventLog eventLog() {
        return records.eventLog();
    }

    public History history() {
        return records.history();
    }

    public FaultTimes faultTimes() {
        return records.faultTimes();
    }

    /** Records how often the fault of this occasion has changed something, such as the number of sessions that it ended. */
    public void faultHadEffect(long times) {
        records.faultEffects().add(settings.occasion(), times);
    }

    public StrangersRecords strangersRecords() {
        return records.strangersRecords();
    }

    /** Calls as an operator does, which the history records. */
    public JsonHttpClient operatorApi() {
        return JsonHttpClient.operator(stack).heardBy(new HistoryOfCalls(history(), "operator"));
    }

    /** Calls as the first storefront does, which the history records. */
    public JsonHttpClient storefrontApi() {
        return JsonHttpClient.storefront(stack).heardBy(new HistoryOfCalls(history(), "storefront"));
    }

    /** Calls without credentials, as the lab's own tools do. */
    public JsonHttpClient anonymousApi() {
        return JsonHttpClient.anonymous().heardBy(new HistoryOfCalls(history(), "anybody"));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
    public void log(String format, @Nullable Object... arguments) {
        eventLog().log(format.formatted(arguments));
    }

    public Connection auditor() throws SQLException {
        return DatabaseConnections.auditor(stack);
    }

    public Connection role(String role) throws SQLException {
        return DatabaseConnections.role(stack, folder, role);
    }

    /** Reads the first of the rows that break an expectation. */
    public List<String> counterExamples(String sql, Object... parameters) throws SQLException {
        try (Connection auditor = auditor()) {
            return SqlQuery.counterExamples(auditor, sql, parameters);
        }
    }

    public long number(String sql, Object... parameters) throws SQLException {
        try (Connection auditor = auditor()) {
            return SqlQuery.number(auditor, sql, parameters);
        }
    }

    /** The settings of a Kafka client that may read everything and write nothing. */
    public Map<String, Object> kafkaAuditor() {
        return stack.kafkaClient("auditor");
    }

    /** The settings of a Kafka client that may do everything, as another company's tool or a mistaken administrator. */
    public Map<String, Object> kafkaAdmin() {
        return stack.kafkaClient("admin");
    }

    /**
     * The lowest id that an order or a saga of this run can have, because an id starts with its timestamp. A message can have
     * a lower one if the clock of the service that made it was set back.
     */
    public String lowestId() {
        return lowestIdAt(began());
    }

    /** The lowest id that a message of this run can have, however far a fault has set a clock back. */
    public String lowestMessageId() {
        return lowestIdAt(began().minus(CLOCKS_SET_BACK_AT_MOST));
    }

    /** Greater than the id of any saga of this run, however far a fault has set a clock ahead. */
    public String highestId() {
        return lowestIdAt(Instant.now().plus(CLOCKS_SET_AHEAD_AT_MOST));
    }

    private static String lowestIdAt(Instant time) {
        String hex = "%012x".formatted(time.toEpochMilli());
        return hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-000000000000";
    }
}
