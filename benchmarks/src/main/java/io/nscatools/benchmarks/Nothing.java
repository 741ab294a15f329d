package io.nscatools.benchmarks;

/** Does nothing: what it takes to start Java and end it. */
public final class Nothing {
    private Nothing() {}

    /** Does nothing. */
    public static void main(String[] args) {}
}
