package org.warmhandoff.fhir.base;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.record.ProgramRecord;

/**
 * The program that speaks. Everything it identifies is identified in its own name space.
 *
 * @param namespace absolute URI without a slash at the end, such as {@code
 *     https://id.bridgewater-iop.example}
 * @param name what partners know the program by; must not tell of substance use
 * @param phone where the program is reached day and night, E.164
 * @param timeZone by whose clock times are told where neither the record nor the participant says
 */
public record Program(String namespace, String name, Optional<String> phone, ZoneId timeZone) {

  public Program {
    requireNonNull(name);
    requireNonNull(phone);
    requireNonNull(timeZone);
    if (!URI.create(namespace).isAbsolute() || namespace.endsWith("/")) {
      throw new IllegalArgumentException(
          "namespace must be an absolute URI without a slash at the end");
    }
  }

  /** A business identifier in one of the program's families, such as {@code crisis-plan}. */
  public Identifier identifier(String family, String value) {
    return new Identifier().setSystem(namespace + "/" + family).setValue(value);
  }

  /**
   * Names an edition of a record in a family of its kind.
   *
   * @param family such as {@code document}
   */
  public Identifier identifier(String family, ProgramRecord record, Edition edition) {
    return identifier(record.kind().word() + "-" + family, edition.of(record.id()));
  }
}
