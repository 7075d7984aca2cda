package checkout.lab.stack.run;

import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.ProcessMemory;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.RunRecord;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
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

/** The stack of one clone. Where it is meant to run its ports are those it was started with. */
public final class LocalStack {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StateDirectory folder;
    private final StackPorts ports;
    private final Credentials credentials;
    private final StackParts made;
    private final List<StackPart> parts;
    private volatile @Nullable StackStarter starting;

    private LocalStack(StateDirectory folder, StackPorts ports, Credentials credentials, StackParts made) {
        this.folder = folder;
        this.ports = ports;
        this.credentials = credentials;
        this.made = made;
        this.parts = made.all();
    }

    /** The stack as it is to be started, with secrets and credentials made if there are none. */
    public static LocalStack toStart(StateDirectory folder, StackPorts wanted) {
        folder.create();
        return toStart(folder, runningPorts(folder).orElse(wanted), JavaInstallation.current());
    }

    /** A stack that is to run for a moment only. */
    public static LocalStack toRehearse(StateDirectory folder, StackPorts ports) {
        folder.create();
        return toStart(folder, ports, JavaInstallation.current().forShortLives());
    }

    private static LocalStack toStart(StateDirectory folder, StackPorts ports, JavaInstallation java) {
        StackSecrets secrets = folder.secretsOrNew();
        String url = new PostgresPart(folder, ports, secrets).url();
        Credentials credentials = folder.credentialsOrNew(secrets, url);
        return new LocalStack(folder, ports, credentials, new StackParts(folder, ports, java, secrets, credentials));
    }

    /** The stack that was started, if one was. */
    public static Optional<LocalStack> started(StateDirectory folder) {
        Optional<StackSecrets> secrets = folder.secrets();
        Optional<Credentials> credentials = folder.credentials();
        Optional<RunRecord> run = folder.run();
        if (secrets.isEmpty() || credentials.isEmpty() || run.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(folder, new StackPorts(run.get().portOffset()), secrets.get(), credentials.get()));
    }

    /** The stack that was started, or a sentence that says how to start it. */
    public static LocalStack running(StateDirectory folder) {
        return started(folder)
                .orElseThrow(() -> new StackException("The stack is not up; start it with ./checkout up --detach."));
    }

    /** Enough of the stack to end it, even where its secrets are lost. */
    public static LocalStack toStop(StateDirectory folder) {
        StackSecrets nobodys = StackSecrets.generate();
        return of(folder, new StackPorts(0), nobodys, Credentials.generate("", ""));
    }

    private static LocalStack of(
            StateDirectory folder, StackPorts ports, StackSecrets secrets, Credentials credentials) {
        return new LocalStack(
                folder,
                ports,
                credentials,
                new StackParts(folder, ports, JavaInstallation.current(), secrets, credentials));
    }

    private static Optional<StackPorts> runningPorts(StateDirectory folder) {
        return started(folder).filter(LocalStack::anyRuns).map(LocalStack::ports);
    }

    public StackPorts ports() {
        return ports;
    }

    public Credentials credentials() {
        return credentials;
    }

    public List<StackPart> parts() {
        return parts;
    }

    public StackPart part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no part '%s'; there are %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        parts.stream().map(StackPart::name).toList()))));
    }

    /**
     * Another instance of an application, with further variables in its environment. Under a name of its own it runs
     * beside the stack's; under that name it takes its place. It is no part of the stack: who starts it has to stop it.
     */
    public StackPart instance(String application, String name, int port, Map<String, String> environment) {
        return made.instance(application, name, port, environment);
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
            throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** The bytes that each part holds, where it runs and the system tells. */
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (StackPart part : parts) {
            try {
                Long held = ProcessMemory.of(part);
                if (held != null) {
                    bytes.put(part.name(), held);
                }
            } catch (IOException e) {
                throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
            }
        }
        return bytes;
    }

    public boolean anyRuns() {
        return parts.stream().anyMatch(LocalStack::runs);
    }

    public boolean isReady() throws InterruptedException {
        return status().stream().allMatch(part -> part.state() == PartState.READY);
    }

    /** Whether a rehearsal would make the next start faster. */
    public boolean hasLearned() {
        for (StackPart part : parts) {
            try {
                if (!part.hasLearned()) {
                    return false;
                }
            } catch (IOException e) {
                throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
            }
        }
        return true;
    }

    /** The parts that do not run. */
    public List<StackPart> missing() {
        return parts.stream().filter(part -> !runs(part)).toList();
    }

    /** Starts these parts. */
    public void start(List<StackPart> missing, BiConsumer<StackPart, Duration> ready) throws InterruptedException {
        folder.recordRun(ports);
        StackStarter start = new StackStarter(missing, ready);
        starting = start;
        start.run();
    }

    /** Ends everything: the applications first and side by side, then the servers they use. */
    public void stop(Consumer<String> say) throws InterruptedException {
        folder.recordStop();
        stop(parts, say);
    }

    /** Ends these parts; when none is left the stack is not meant to run any more. */
    public void stop(List<StackPart> some, Consumer<String> say) throws InterruptedException {
        StackStarter start = starting;
        if (start != null) {
            start.cancel();
        }
        new StackStopper(some, PATIENCE, say).run();
        if (!anyRuns()) {
            folder.forgetRun();
        }
    }

    private static boolean runs(StackPart part) {
        try {
            return part.process().isPresent();
        } catch (IOException e) {
            throw new StackException("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
