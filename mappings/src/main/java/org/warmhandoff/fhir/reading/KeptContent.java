package org.warmhandoff.fhir.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.record.PartnerChange.ChangeType;
import org.warmhandoff.record.PartnerChange.Difference;

/**
 * What of a resource a partner keeps otherwise than it was written, and by what that is known again
 * when it is looked at once more: an EHR that drops an element drops it every night.
 *
 * @param differences those that count against what was written; the patient that it hangs on is
 *     looked at by itself, and what a partner answers to a referral is no difference
 * @param digest SHA-256, in hexadecimal, of the differences and of all that stands in the elements
 *     that were changed or added; empty where there are none
 */
public record KeptContent(List<Difference> differences, Optional<String> digest) {

  /** What becomes of it is the referral's life, which is followed where it is told in here. */
  private static final String LIFE_OF_REFERRAL = "ServiceRequest.status";

  /** Of what is not there any more nothing can be looked at. */
  private static final Set<ChangeType> NOT_THERE =
      EnumSet.of(ChangeType.REMOVED, ChangeType.IDENTIFIER_GONE);

  /** What servers put in and nobody means. */
  private static final Set<String> NOT_MEANT = Set.of("id", "extension");

  public KeptContent {
    differences = List.copyOf(differences);
  }

  static KeptContent of(List<Difference> differences, Resource there) {
    var counting =
        differences.stream()
            .filter(one -> one.what() != ChangeType.MOVED_TO_ANOTHER_PATIENT)
            .filter(one -> !isAnswer(one))
            .toList();
    return new KeptContent(
        counting, Optional.of(counting).filter(all -> !all.isEmpty()).map(all -> hash(all, there)));
  }

  /** One that we asked for; who has what we took back in force again answers nothing. */
  private static boolean isAnswer(Difference one) {
    return one.place().equals(LIFE_OF_REFERRAL) && one.from().filter("active"::equals).isPresent();
  }

  private static String hash(List<Difference> differences, Resource there) {
    var text = new StringBuilder();
    for (var one : differences) {
      part(one.place(), text);
      part(one.what().name(), text);
      part(one.from().orElse(""), text);
      part(one.to().orElse(""), text);
      if (!NOT_THERE.contains(one.what())) {
        element(one.place(), there).forEach(value -> part(value, text));
      }
    }
    return sha256(text.toString());
  }

  /**
   * All values of the element that a place is in, in an order of their own: a place is counted as
   * it was written, and servers keep lists in another order.
   */
  private static List<String> element(String place, Resource there) {
    var name = place.split("[.\\[]", -1)[1];
    return there.children().stream()
        .filter(property -> property.getName().replace("[x]", "").equals(name))
        .flatMap(property -> Sameness.values(property).stream())
        .map(KeptContent::text)
        .sorted()
        .toList();
  }

  private static String text(Base value) {
    var text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Base value, StringBuilder text) {
    if (value.isPrimitive()) {
      part(value.primitiveValue(), text);
    } else if (value instanceof Narrative narrative) {
      part(narrative.getDivAsString(), text);
    } else {
      value.children().stream()
          .filter(property -> !NOT_MEANT.contains(property.getName()))
          .forEach(property -> write(property, text));
    }
  }

  private static void write(Property property, StringBuilder text) {
    for (var value : Sameness.values(property)) {
      part(property.getName(), text);
      part(text(value), text);
    }
  }

  /** With its length: what is one part must not be read as two. */
  private static void part(String part, StringBuilder text) {
    text.append(part.length()).append(':').append(part);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
