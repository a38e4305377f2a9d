package org.warmhandoff.fit.offer;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;

/**
 * What a partner advertises and has refused in practice.
 *
 * @param type a resource type; empty for what belongs to the system as a whole
 * @param interaction of a type: {@code create}, {@code read}, {@code update}, {@code patch}, {@code
 *     search-type}, {@code search:} and a parameter, {@code conditional-create}, {@code
 *     conditional-update}, {@code update-create}, or an operation such as {@code $match}; of a type
 *     also what it may not hold: {@code element:} and a path below the type, or {@code format:} and
 *     a {@link org.warmhandoff.fhir.paper.DocumentFormat}; of the system: {@code transaction}, for
 *     one kind of record {@code transaction:} and that kind, {@code batch} or {@code
 *     $process-message}
 */
public record Refusal(String type, String interaction) {

  private static final String ELEMENT = "element:";

  /** Whose it is, what it is, and who may know it is never left out. */
  private static final Set<String> KEPT =
      Set.of(
          "beneficiary",
          "code",
          "for",
          "identifier",
          "masterIdentifier",
          "meta",
          "patient",
          "securityLabel",
          "status",
          "subject",
          "text",
          "type");

  public Refusal {
    requireNonNull(type);
    requireNonNull(interaction);
  }

  /** Records of that kind are not taken in transactions. */
  public static Refusal ofTransactions(RecordKind kind) {
    return new Refusal("", "transaction:" + kind.word());
  }

  /** Documents are not taken in that format. */
  public static Refusal ofFormat(DocumentFormat format) {
    return new Refusal("DocumentReference", "format:" + Words.word(format));
  }

  /**
   * An element is not taken.
   *
   * @param path such as {@code DocumentReference.relatesTo}
   * @return empty where there is no such element, or the resource is nothing without it
   */
  public static Optional<Refusal> ofElement(String path) {
    var element = ElementPath.of(path);
    return element.whyNotLeftOut().isPresent()
            || element.isModifier()
            || KEPT.contains(element.names().get(0))
        ? Optional.empty()
        : Optional.of(new Refusal(element.type(), ELEMENT + String.join(".", element.names())));
  }

  /** The path of the element that is not taken; empty where it is about something else. */
  Optional<String> element() {
    return interaction.startsWith(ELEMENT)
        ? Optional.of(type + "." + interaction.substring(ELEMENT.length()))
        : Optional.empty();
  }
}
