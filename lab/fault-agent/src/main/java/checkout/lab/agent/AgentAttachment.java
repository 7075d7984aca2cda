package checkout.lab.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import org.jboss.byteman.agent.Main;

/** Loads a script into a running JVM of the same user. A JVM takes one script in its life. */
public final class AgentAttachment {

    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(30);

    private AgentAttachment() {}

    /** Whether the JVM has a script already. */
    public static boolean isAttached(long pid) throws IOException {
        VirtualMachine machine = attach(pid);
        try {
            return Boolean.parseBoolean(machine.getSystemProperties().getProperty(Main.BYTEMAN_AGENT_LOADED));
        } finally {
            machine.detach();
        }
    }

    /**
     * Returns when the rules are in effect. While Byteman takes them, it holds a lock of its own and loads classes, and another
     * thread that loads a class may wait for the lock with the lock of that class. The process is killed then: nothing else helps.
     */
    public static void load(long pid, AgentScript script) throws IOException {
        Path file = script.write();
        VirtualMachine machine = attach(pid);
        Thread watch = Thread.ofVirtual().start(() -> killAfterTimeout(pid));
        try {
            machine.loadAgent(
                    jarOf(Main.class).toString(), "sys:%s,script:%s".formatted(jarOf(RuleActions.class), file));
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new IOException("process %d does not load %s (%s)".formatted(pid, file, e.getMessage()), e);
        } finally {
            watch.interrupt();
            machine.detach();
        }
    }

    private static void killAfterTimeout(long pid) {
        try {
            Thread.sleep(LOAD_TIMEOUT);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (InterruptedException loaded) {
            Thread.currentThread().interrupt();
        }
    }

    private static VirtualMachine attach(long pid) throws IOException {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new IOException("nothing can be attached to process %d (%s)".formatted(pid, e.getMessage()), e);
        }
    }

    /** The jar that this JVM has the class from; the other JVM needs it too. */
    private static Path jarOf(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("%s comes from no jar".formatted(type.getName()));
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            if (jar.toString().contains(",")) {
                throw new IOException(
                        "the path %s has a comma, at which the agent would split it; move the clone".formatted(jar));
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IOException("%s is no file".formatted(source.getLocation()), e);
        }
    }
}
