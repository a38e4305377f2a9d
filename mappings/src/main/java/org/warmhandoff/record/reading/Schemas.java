package org.warmhandoff.record.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JSON Schemas of the records, as published. */
public final class Schemas {

  /** Where the schemas are published: their {@code $id}s start with it. */
  public static final String BASE = "https://warmhandoff.org/schemas/";

  private static final Pattern NAME = Pattern.compile("[a-z-]+\\.schema\\.json");

  private Schemas() {}

  /** The schema of that file name, such as {@code crisis-plan.schema.json}, if there is one. */
  public static Optional<String> text(String name) {
    return NAME.matcher(name).matches() ? resource(name) : Optional.empty();
  }

  private static Optional<String> resource(String name) {
    try (var in = Schemas.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the schema " + name, broken);
    }
  }
}
