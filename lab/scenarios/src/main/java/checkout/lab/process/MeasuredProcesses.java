package checkout.lab.process;

import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.ProcessMemory;
import checkout.lab.stack.part.StackPart;
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
import java.util.function.Predicate;

/** The processes of the stack and the load generator, by name. PostgreSQL's backends are grouped by the role they serve. */
public final class MeasuredProcesses {

    /** The unit of the kernel's counters on every Linux that this runs on. */
    public static final double TICKS_PER_SECOND = 100;

    public static final String LOAD_GENERATOR = "load generator";

    private static final Set<String> ROLES = Set.of("orders", "inventory", "payments", "sagas", "walsender");

    private final List<StackPart> parts;
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    public MeasuredProcesses(List<StackPart> parts) {
        this.parts = parts;
        parts.forEach(part -> processes.put(part.name(), process(part)));
    }

    private static ProcessHandle process(StackPart part) {
        try {
            return part.process()
                    .orElseThrow(() -> new StackException(
                            "%s does not run; ./checkout status shows what is wrong.".formatted(part.name())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle get(String part) {
        ProcessHandle process = processes.get(part);
        if (process == null) {
            throw new IllegalArgumentException("no part " + part + ", only " + processes.keySet());
        }
        return process;
    }

    /** Returns the processes whose part's name the filter accepts. */
    public List<ProcessHandle> matching(Predicate<String> name) {
        return processes.keySet().stream().filter(name).map(this::get).toList();
    }

    /** Returns the bytes that each part occupies, and their sum, where the system reports them. */
    public Map<String, Long> memory() throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (StackPart part : parts) {
            Long resident = ProcessMemory.of(part);
            if (resident != null) {
                bytes.put(part.name(), resident);
            }
        }
        bytes.put("together", bytes.values().stream().mapToLong(Long::longValue).sum());
        return bytes;
    }

    /** Returns the processor time that each process has used so far. */
    public Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        processes.forEach((name, process) -> {
            if (name.equals(PostgresPart.NAME)) {
                addPostgres(process, ticks);
            } else {
                ticks.put(name, ticks(process));
            }
        });
        ticks.put(LOAD_GENERATOR, ticks(ProcessHandle.current()));
        return ticks;
    }

    private static long ticks(ProcessHandle process) {
        return ProcessCpuTime.of(process.pid()).total();
    }

    /** The time of a backend that has ended is part of its parent's. */
    private static void addPostgres(ProcessHandle postmaster, Map<String, Long> ticks) {
        String server = PostgresPart.NAME + " server";
        ticks.put(server, ticks(postmaster));
        postmaster.children().forEach(child -> {
            String role = role(child.pid());
            ticks.merge(ROLES.contains(role) ? PostgresPart.NAME + " for " + role : server, ticks(child), Long::sum);
        });
    }

    /** Returns {@code orders} for {@code postgres: orders checkout 127.0.0.1(40000) idle}. */
    private static String role(long pid) {
        try {
            String title = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return title.replaceFirst("^postgres: ", "").replaceFirst("(?s)[ \\x00].*", "");
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
