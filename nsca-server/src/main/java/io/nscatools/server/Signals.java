package io.nscatools.server;

import java.lang.reflect.Proxy;

/**
 * What to do on a signal. The JDK has this in its module {@code jdk.unsupported} only, whose use is a warning that
 * javac cannot be told to leave out; so it is called by name, and without it signals do what they do by default.
 */
final class Signals {
    private Signals() {}

    /**
     * Has {@code action} run whenever the process gets the signal.
     *
     * @param name the name without SIG, such as {@code HUP}
     * @return whether that can be done here
     */
    static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false; // not in this Java, no such signal here, or the JVM keeps it for itself
        }
    }
}
