package checkout.lab.stack.run;

import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.Memory;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.part.PartState;
import checkout.lab.stack.part.PartStatus;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.RunRecord;
import checkout.lab.stack.state.Secrets;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackProblem;
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
public final class Stack {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StackFolder folder;
    private final Ports ports;
    private final Credentials credentials;
    private final Parts made;
    private final List<Part> parts;
    private volatile @Nullable StackStart starting;

    private Stack(StackFolder folder, Ports ports, Credentials credentials, Parts made) {
        this.folder = folder;
        this.ports = ports;
        this.credentials = credentials;
        this.made = made;
        this.parts = made.all();
    }

    /** The stack as it is to be started, with secrets and credentials made if there are none. */
    public static Stack toStart(StackFolder folder, Ports wanted) {
        folder.create();
        return toStart(folder, runningPorts(folder).orElse(wanted), JavaInstallation.current());
    }

    /** A stack that is to run for a moment only. */
    public static Stack toRehearse(StackFolder folder, Ports ports) {
        folder.create();
        return toStart(folder, ports, JavaInstallation.current().forShortLives());
    }

    private static Stack toStart(StackFolder folder, Ports ports, JavaInstallation java) {
        Secrets secrets = folder.secretsOrNew();
        String url = new PostgresPart(folder, ports, secrets).url();
        Credentials credentials = folder.credentialsOrNew(secrets, url);
        return new Stack(folder, ports, credentials, new Parts(folder, ports, java, secrets, credentials));
    }

    /** The stack that was started, if one was. */
    public static Optional<Stack> started(StackFolder folder) {
        Optional<Secrets> secrets = folder.secrets();
        Optional<Credentials> credentials = folder.credentials();
        Optional<RunRecord> run = folder.run();
        if (secrets.isEmpty() || credentials.isEmpty() || run.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(folder, new Ports(run.get().portOffset()), secrets.get(), credentials.get()));
    }

    /** The stack that was started, or a sentence that says how to start it. */
    public static Stack running(StackFolder folder) {
        return started(folder)
                .orElseThrow(() -> new StackProblem("The stack is not up; start it with ./checkout up --detach."));
    }

    /** Enough of the stack to end it, even where its secrets are lost. */
    public static Stack toStop(StackFolder folder) {
        Secrets nobodys = Secrets.generate();
        return of(folder, new Ports(0), nobodys, Credentials.generate("", ""));
    }

    private static Stack of(StackFolder folder, Ports ports, Secrets secrets, Credentials credentials) {
        return new Stack(
                folder, ports, credentials, new Parts(folder, ports, JavaInstallation.current(), secrets, credentials));
    }

    private static Optional<Ports> runningPorts(StackFolder folder) {
        return started(folder).filter(Stack::anyRuns).map(Stack::ports);
    }

    public Ports ports() {
        return ports;
    }

    public Credentials credentials() {
        return credentials;
    }

    public List<Part> parts() {
        return parts;
    }

    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackProblem("There is no part '%s'; there are %s."
                        .formatted(
                                name,
                                String.join(", ", parts.stream().map(Part::name).toList()))));
    }

    /**
     * Another instance of an application, with further variables in its environment. Under a name of its own it runs
     * beside the stack's; under that name it takes its place. It is no part of the stack: who starts it has to stop it.
     */
    public Part instance(String application, String name, int port, Map<String, String> environment) {
        return made.instance(application, name, port, environment);
    }

    public List<PartStatus> status() throws InterruptedException {
        List<PartStatus> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(status(part));
        }
        return all;
    }

    private static PartStatus status(Part part) throws InterruptedException {
        try {
            return PartStatus.of(part, true);
        } catch (IOException e) {
            throw new StackProblem("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** The bytes that each part holds, where it runs and the system tells. */
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Part part : parts) {
            try {
                Long held = Memory.of(part);
                if (held != null) {
                    bytes.put(part.name(), held);
                }
            } catch (IOException e) {
                throw new StackProblem("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
            }
        }
        return bytes;
    }

    public boolean anyRuns() {
        return parts.stream().anyMatch(Stack::runs);
    }

    public boolean isReady() throws InterruptedException {
        return status().stream().allMatch(part -> part.state() == PartState.READY);
    }

    /** Whether a rehearsal would make the next start faster. */
    public boolean hasLearned() {
        for (Part part : parts) {
            try {
                if (!part.hasLearned()) {
                    return false;
                }
            } catch (IOException e) {
                throw new StackProblem("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
            }
        }
        return true;
    }

    /** The parts that do not run. */
    public List<Part> missing() {
        return parts.stream().filter(part -> !runs(part)).toList();
    }

    /** Starts these parts. */
    public void start(List<Part> missing, BiConsumer<Part, Duration> ready) throws InterruptedException {
        folder.recordRun(ports);
        StackStart start = new StackStart(missing, ready);
        starting = start;
        start.run();
    }

    /** Ends everything: the applications first and side by side, then the servers they use. */
    public void stop(Consumer<String> say) throws InterruptedException {
        folder.recordStop();
        stop(parts, say);
    }

    /** Ends these parts; when none is left the stack is not meant to run any more. */
    public void stop(List<Part> some, Consumer<String> say) throws InterruptedException {
        StackStart start = starting;
        if (start != null) {
            start.cancel();
        }
        new StackStop(some, PATIENCE, say).run();
        if (!anyRuns()) {
            folder.forgetRun();
        }
    }

    private static boolean runs(Part part) {
        try {
            return part.process().isPresent();
        } catch (IOException e) {
            throw new StackProblem("%s cannot be looked at (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }
}
