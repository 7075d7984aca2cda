package checkout.lab.scenario.agent;

import checkout.lab.agent.AgentAttachment;
import checkout.lab.agent.AgentRule;
import checkout.lab.agent.AgentScript;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules in a running part. They are attached once and then switched on and off with files. */
public final class PartAgent {

    private static final String FOLDER = "agent";

    private final String part;
    private final AgentScript script;

    private PartAgent(String part, AgentScript script) {
        this.part = part;
        this.script = script;
    }

    /** The part's rules; they are attached if they are not yet. */
    public static PartAgent of(StateDirectory state, StackPart part) {
        return attach(state, part, List.of(), false);
    }

    /** Attaches these rules, which are in effect from now on, besides those that are switched on later. */
    public static PartAgent with(StateDirectory state, StackPart part, List<AgentRule> rules) {
        return attach(state, part, rules, true);
    }

    private static PartAgent attach(StateDirectory state, StackPart part, List<AgentRule> rules, boolean mustBeFirst) {
        try {
            ProcessHandle process =
                    part.process().orElseThrow(() -> new StackException(part.name() + " does not run."));
            Path folder = folder(state, part, process);
            List<AgentRule> all = new ArrayList<>(rules);
            all.addAll(LabRules.passedBy(part.name(), folder));
            AgentScript script = new AgentScript(folder, all);
            Path attached = folder.resolve("attached");
            if (Files.exists(attached) && !mustBeFirst) {
                return new PartAgent(part.name(), script);
            }
            if (AgentAttachment.isAttached(process.pid())) {
                throw new StackException(
                        "%s has rules of another run, and a process takes them once; restart it with ./checkout kill %s."
                                .formatted(part.name(), part.name()));
            }
            AgentAttachment.load(process.pid(), script);
            Files.createFile(attached);
            return new PartAgent(part.name(), script);
        } catch (IOException e) {
            throw new StackException("The lab cannot change %s (%s).".formatted(part.name(), e.getMessage()), e);
        }
    }

    /** A folder for this process, because a pid is used again. */
    private static Path folder(StateDirectory state, StackPart part, ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return state.path().resolve(FOLDER).resolve("%s-%d-%d".formatted(part.name(), process.pid(), started));
    }

    /** Switches a rule on. */
    void arm(String rule, Object... settings) {
        StringBuilder text = new StringBuilder();
        for (Object each : settings) {
            text.append(each).append(' ');
        }
        try {
            // the other process must not read half of it
            Path draft = Files.writeString(script.folder().resolve(rule + ".draft"), text.toString());
            Files.move(draft, LabRules.armed(script.folder(), rule));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void disarm(String rule) {
        try {
            Files.deleteIfExists(LabRules.armed(script.folder(), rule));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How often each rule has fired in this process. */
    public Map<String, Long> fired() {
        try {
            return script.fired();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    long fired(String rule) {
        return fired().getOrDefault(rule, 0L);
    }

    private StackException failed(IOException e) {
        return new StackException("The rules of %s cannot be used (%s).".formatted(part, e.getMessage()), e);
    }
}
