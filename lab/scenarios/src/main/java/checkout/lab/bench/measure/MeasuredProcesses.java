package checkout.lab.bench.measure;

import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.ProcessMemory;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The processes of the stack and the load generator, by name. PostgreSQL's are told apart by whom they work for. */
public final class MeasuredProcesses {

    /** What the kernel counts in, on every Linux that this runs on. */
    public static final double TICKS_PER_SECOND = 100;

    public static final String GENERATOR = "load generator";

    private static final Set<String> ROLES = Set.of("orders", "inventory", "payments", "sagas", "walsender");

    private final List<StackPart> all;
    private final Map<String, ProcessHandle> parts = new LinkedHashMap<>();

    public MeasuredProcesses(LocalStack stack) {
        this(stack.parts());
    }

    public MeasuredProcesses(List<StackPart> parts) {
        this.all = parts;
        parts.forEach(part -> this.parts.put(part.name(), running(part)));
    }

    private static ProcessHandle running(StackPart part) {
        try {
            return part.process()
                    .orElseThrow(() -> new StackException(
                            "%s does not run; ./checkout status shows what is wrong.".formatted(part.name())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle of(String part) {
        ProcessHandle process = parts.get(part);
        if (process == null) {
            throw new IllegalArgumentException("no part " + part + ", only " + parts.keySet());
        }
        return process;
    }

    public Set<String> names() {
        return parts.keySet();
    }

    /** The bytes that each holds, and all together, where the system tells. */
    public Map<String, Long> memory() throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (StackPart part : all) {
            Long resident = ProcessMemory.of(part);
            if (resident != null) {
                bytes.put(part.name(), resident);
            }
        }
        bytes.put("together", bytes.values().stream().mapToLong(Long::longValue).sum());
        return bytes;
    }

    /** The processor time of each so far. */
    public Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        parts.forEach((name, process) -> {
            if (name.equals(PostgresPart.NAME)) {
                addPostgres(process, ticks);
            } else {
                ticks.put(name, ProcessCpuTime.of(process.pid()).all());
            }
        });
        ticks.put(GENERATOR, ProcessCpuTime.of(ProcessHandle.current().pid()).all());
        return ticks;
    }

    /** A backend that has ended meanwhile is found again in the time of its parent. */
    private static void addPostgres(ProcessHandle postmaster, Map<String, Long> ticks) {
        String server = PostgresPart.NAME + " server";
        ticks.put(server, ProcessCpuTime.of(postmaster.pid()).all());
        postmaster.children().forEach(child -> {
            String role = role(child.pid());
            ticks.merge(
                    ROLES.contains(role) ? PostgresPart.NAME + " for " + role : server,
                    ProcessCpuTime.of(child.pid()).all(),
                    Long::sum);
        });
    }

    /** What stands behind the colon of {@code postgres: orders checkout 127.0.0.1(40000) idle}. */
    private static String role(long pid) {
        try {
            String title = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return title.replaceFirst("^postgres: ", "").replaceFirst("(?s)[ \\x00].*", "");
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
