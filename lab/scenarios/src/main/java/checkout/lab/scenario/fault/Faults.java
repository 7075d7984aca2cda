package checkout.lab.scenario.fault;

import checkout.lab.scenario.scene.Cast;
import checkout.lab.scenario.scene.Dice;
import checkout.lab.scenario.scene.Scene;
import checkout.lab.stack.part.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The faults that scenarios are made of. */
public final class Faults {

    private Faults() {}

    /** Nothing happens for so long. */
    public static Fault quiet(Duration howLong) {
        return scene -> Thread.sleep(howLong.toMillis());
    }

    /** A second instance joins the stack's own. */
    public static Fault second(String application, Map<String, String> environment) {
        return scene -> {
            Part second = scene.cast().startSecond(application, environment);
            scene.chronicle().tell("%s has joined on port %d".formatted(second.name(), second.port()));
        };
    }

    /** The stack's own instance is stopped politely and started with other settings, as a deployment does. */
    public static Fault replace(String application, Map<String, String> environment) {
        return scene -> {
            scene.chronicle().tell("%s is replaced".formatted(application));
            scene.cast().replace(application, environment);
            scene.chronicle().tell("%s is back with %s".formatted(application, environment));
        };
    }

    /** One of these at a time is killed and, after a moment, started again, for as long as the run lasts. */
    public static Fault killInLoop(List<String> names, Pauses betweenKills, Pauses downFor) {
        return scene -> {
            Dice dice = scene.dice("kills of " + names);
            // the length counts from here: how long a start before this took is the machine's affair
            long end = System.nanoTime() + scene.length().toNanos();
            betweenKills.await(dice);
            while (System.nanoTime() < end) {
                killAndStart(scene, dice.oneOf(names), downFor.next(dice));
                betweenKills.await(dice);
            }
        };
    }

    /** Each of these is killed and started again, as often as the run says; the order is the dice's each time. */
    public static Fault killEach(List<String> names, Pauses betweenKills, Pauses downFor) {
        return scene -> {
            Dice dice = scene.dice("kills of each of " + names);
            for (int round = 1; round <= scene.times(); round++) {
                for (String name : dice.shuffled(names)) {
                    betweenKills.await(dice);
                    scene.cast().revive();
                    killAndStart(scene, name, downFor.next(dice));
                }
            }
            betweenKills.await(dice);
            scene.cast().revive();
        };
    }

    /** Killed as often as the run says: in turn some time after it got to work, and at any moment, so perhaps while it starts. */
    public static Fault killAtAnyMoment(String name, Pauses alive) {
        return scene -> {
            Dice dice = scene.dice("kills of " + name);
            Part part = scene.cast().part(name);
            for (int n = 1; n <= scene.times(); n++) {
                if (n % 2 == 1) {
                    scene.cast().awaitReady(part);
                }
                alive.await(dice);
                boolean ready = part.isReady();
                scene.cast().kill(part);
                if (ready) {
                    scene.chronicle().count("at work when killed: " + name, 1);
                }
                scene.chronicle()
                        .tell("%s killed, %d of %d%s"
                                .formatted(name, n, scene.times(), ready ? "" : " (was starting)"));
                scene.cast().launch(part);
            }
            scene.cast().awaitReady(part);
        };
    }

    /** Held still, connections open, and let go on after a while as if nothing had been. */
    public static Fault freeze(String name, Pauses howLong) {
        return scene -> {
            Duration still = howLong.next(scene.dice("freeze of " + name));
            Part part = scene.cast().part(name);
            scene.chronicle().tell("%s is held still for %.1f s".formatted(name, still.toMillis() / 1000.0));
            scene.cast().freeze(part);
            Thread.sleep(still.toMillis());
            scene.cast().thaw(part);
            scene.chronicle().tell("%s goes on".formatted(name));
        };
    }

    /** Held still by one fault until another lets it go. */
    public static Fault holdStill(String name) {
        return scene -> {
            scene.cast().freeze(scene.cast().part(name));
            scene.chronicle().tell("%s is held still".formatted(name));
        };
    }

    /** The end of {@link #holdStill}. */
    public static Fault letGo(String name) {
        return scene -> {
            scene.cast().thaw(scene.cast().part(name));
            scene.chronicle().tell("%s goes on".formatted(name));
        };
    }

    private static void killAndStart(Scene scene, String name, Duration downFor) throws InterruptedException {
        Cast cast = scene.cast();
        Part part = cast.part(name);
        cast.kill(part);
        scene.chronicle().tell("%s killed, away for %.1f s".formatted(name, downFor.toMillis() / 1000.0));
        Thread.sleep(downFor.toMillis());
        long began = System.nanoTime();
        cast.start(part);
        scene.chronicle().tell("%s ready again after %.1f s".formatted(name, (System.nanoTime() - began) / 1e9));
    }
}
