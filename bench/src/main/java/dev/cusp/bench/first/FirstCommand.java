package dev.cusp.bench.first;

import picocli.CommandLine.Command;

@Command(name = "first")
public final class FirstCommand {}
