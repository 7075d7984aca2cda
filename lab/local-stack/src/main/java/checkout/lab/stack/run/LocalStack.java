package checkout.lab.stack.run;

import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.ProcessMemory;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackRunRecord;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import checkout.lab.stack.supervise.StoppedByHand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stack of one clone. A started stack keeps the ports it was started with. */
public final class LocalStack {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final StateDirectory state;
    private final StackPorts ports;
    private final Credentials credentials;
    private final StackParts factory;
    private final List<StackPart> parts;
    private volatile @Nullable StackStarter starting;

    private LocalStack(StateDirectory state, StackPorts ports, Credentials credentials, StackParts factory) {
        this.state = state;
        this.ports = ports;
        this.credentials = credentials;
        this.factory = factory;
        this.parts = factory.all();
    }

    /** Whether a stack has an application of this name. */
    public static boolean isApplication(String name) {
        return ApplicationEnvironment.APPLICATIONS.containsKey(name);
    }

    /** The stack to start; generates its secrets and credentials if they do not exist. */
    public static LocalStack toStart(StateDirectory state, StackPorts ports) {
        state.create();
        return toStart(state, runningPorts(state).orElse(ports), JavaInstallation.current());
    }

    /** The temporary stack of a training run. */
    public static LocalStack forTrainingRun(StateDirectory state, StackPorts ports) {
        state.create();
        return toStart(state, ports, JavaInstallation.current());
    }

    private static LocalStack toStart(StateDirectory state, StackPorts ports, JavaInstallation java) {
        StackSecrets secrets = state.secretsOrNew();
        String url = new PostgresPart(state, ports, secrets).url();
        Credentials credentials = state.credentialsOrNew(secrets, url);
        return new LocalStack(state, ports, credentials, new StackParts(state, ports, java, secrets, credentials));
    }

    /** The stack that was started, if one was. */
    public static Optional<LocalStack> started(StateDirectory state) {
        Optional<StackSecrets> secrets = state.secrets();
        Optional<Credentials> credentials = state.credentials();
        Optional<StackRunRecord> run = state.run();
        if (secrets.isEmpty() || credentials.isEmpty() || run.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(state, new StackPorts(run.get().portOffset()), secrets.get(), credentials.get()));
    }

    /** The stack that was started; throws if none was. */
    public static LocalStack running(StateDirectory state) {
        return started(state)
                .orElseThrow(() -> new StackException("The stack is not up; start it with ./checkout up --detach."));
    }

    /** The stack to stop; works even if its secrets are lost. */
    public static LocalStack toStop(StateDirectory state) {
        StackSecrets unused = StackSecrets.generate();
        return of(state, new StackPorts(0), unused, Credentials.generate("", ""));
    }

    private static LocalStack of(
            StateDirectory state, StackPorts ports, StackSecrets secrets, Credentials credentials) {
        return new LocalStack(
                state,
                ports,
                credentials,
                new StackParts(state, ports, JavaInstallation.current(), secrets, credentials));
    }

    private static Optional<StackPorts> runningPorts(StateDirectory state) {
        return started(state).filter(LocalStack::anyRuns).map(LocalStack::ports);
    }

    public StackPorts ports() {
        return ports;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The settings of a Kafka client that may do what the user may. */
    public Map<String, Object> kafkaClient(String user) {
        return factory.kafka().clientSettings(user);
    }

    /** What the services connect through, if the stack was started with PgBouncer. */
    public Optional<PgBouncerPart> pgbouncer() {
        return factory.pgbouncer();
    }

    /** What the applications connect through, if the stack was started with the network proxy. */
    public Optional<NetworkPart> network() {
        return factory.network();
    }

    public List<StackPart> parts() {
        return parts;
    }

    public StackPart part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no part '%s'; the parts are %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        parts.stream().map(StackPart::name).toList()))));
    }

    /**
     * Another instance of an application, with extra environment variables. With another name it runs beside the stack's
     * own; with the same name it takes its place. It is not a part of the stack: the caller must stop it.
     */
    public StackPart instance(String application, String name, int port, Map<String, String> environment) {
        return factory.instance(application, name, port, environment);
    }

    public List<PartStatus> status() throws InterruptedException {
        List<PartStatus> all = new ArrayList<>();
        for (StackPart part : parts) {
            all.add(status(part));
        }
        return all;
    }

    private static PartStatus status(StackPart part) throws InterruptedException {
        try {
            return PartStatus.of(part, true);
        } catch (IOException e) {
            throw new StackException(
                    "The process of %s cannot be inspected (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** The memory of each running part in bytes, where the system reports it. */
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (StackPart part : parts) {
            inspect(part, inspected -> Optional.ofNullable(ProcessMemory.of(inspected)))
                    .ifPresent(partBytes -> bytes.put(part.name(), partBytes));
        }
        return bytes;
    }

    public boolean anyRuns() {
        return parts.stream().anyMatch(LocalStack::runs);
    }

    public boolean isReady() throws InterruptedException {
        return status().stream().allMatch(part -> part.state() == PartState.READY);
    }

    /** The names of the running parts that are of an earlier build than a start would run now. */
    public List<String> partsOfEarlierBuild() {
        return parts.stream()
                .filter(part -> inspect(part, StackPart::runsEarlierBuild))
                .map(StackPart::name)
                .toList();
    }

    /** Whether every part has its ahead-of-time cache. */
    public boolean isTrained() {
        return parts.stream().allMatch(part -> inspect(part, StackPart::isTrained));
    }

    /** Whether a part that runs is being recorded for its cache, which costs speed. */
    public boolean isTraining() {
        return parts.stream().anyMatch(LocalStack::isTraining);
    }

    static boolean isTraining(StackPart part) {
        return inspect(part, inspected -> inspected.process().isPresent() && inspected.isTraining());
    }

    /** The parts that are not running. */
    public List<StackPart> missing() {
        return parts.stream().filter(part -> !runs(part)).toList();
    }

    /**
     * Starts those of these parts that do not run, and waits until all of them are ready.
     *
     * @param onReady called with each part that was not ready before
     */
    public void start(List<StackPart> wanted, BiConsumer<StackPart, Duration> onReady) throws InterruptedException {
        start(wanted, onReady, message -> {});
    }

    /** The same, with sentences about everything that is not as it should be. */
    public void start(List<StackPart> wanted, BiConsumer<StackPart, Duration> onReady, Consumer<String> messages)
            throws InterruptedException {
        state.recordRun(ports);
        wanted.forEach(this::superviseAgain);
        StackStarter starter = new StackStarter(wanted, onReady, messages);
        starting = starter;
        starter.run();
    }

    /** Makes the supervisor start the part again when it ends, although it may have been stopped by hand before. */
    public void superviseAgain(StackPart part) {
        new StoppedByHand(state).remove(part.name());
    }

    /** Stops all parts: first the applications, concurrently, then the servers. */
    public void stop(Consumer<String> messages) throws InterruptedException {
        try {
            state.recordStop();
        } catch (StackException unwritable) {
            // as on a disk that is full: without the file the parts do not count as dead either
            messages.accept(unwritable.getMessage());
            state.forgetRun();
        }
        List<StackException> failures = StackStopper.stopAddedInstances(state, STOP_TIMEOUT, messages);
        try {
            stop(parts, messages);
        } catch (StackException failure) {
            failures.add(failure);
        }
        StackStopper.throwAll(failures);
    }

    /** Stops these parts; if no part is left, the stack counts as stopped. */
    public void stop(List<StackPart> partsToStop, Consumer<String> messages) throws InterruptedException {
        StackStarter starter = starting;
        if (starter != null) {
            starter.cancel();
        }
        try {
            new StackStopper(partsToStop, STOP_TIMEOUT, messages).run();
        } finally {
            if (!anyRuns()) {
                state.forgetRun();
            }
        }
    }

    static boolean runs(StackPart part) {
        return inspect(part, inspected -> inspected.process().isPresent());
    }

    private static <T> T inspect(StackPart part, Inspection<T> inspection) {
        try {
            return inspection.of(part);
        } catch (IOException e) {
            throw new StackException(
                    "The process of %s cannot be inspected (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** A look at a part's process or files, which the system may refuse. */
    private interface Inspection<T> {
        T of(StackPart part) throws IOException;
    }
}
