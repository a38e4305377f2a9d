package org.warmhandoff.partner.client;

import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Ids and versions as partners say them. They go into addresses, headers, logs and onto terminals,
 * so what is none is not kept.
 *
 * @see <a href="https://hl7.org/fhir/R4/datatypes.html#id">id</a>
 */
final class PartnerIds {

  /** FHIR's own, and what some servers have beside: versions by digest or time, longer ids. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:+=-]{1,128}");

  private PartnerIds() {}

  /** The id or version, if it is one. */
  static Optional<String> of(String said) {
    return Optional.ofNullable(said).filter(one -> ID.matcher(one).matches());
  }

  /**
   * The answer without what is no id in it. A resource of a bundle whose own id is none is left
   * out, and a warning stands in its place.
   */
  static Resource kept(Resource answer) {
    keepVersion(answer);
    if (!hasId(answer)) {
      answer.setIdElement((IdType) null);
    }
    if (answer instanceof Bundle bundle) {
      keepEntries(bundle);
    }
    return answer;
  }

  private static void keepEntries(Bundle bundle) {
    for (var entry : bundle.getEntry()) {
      var resource = entry.getResource();
      if (resource != null) {
        keepVersion(resource);
        if (!hasId(resource)) {
          entry.setResource(leftOut());
        }
      }
    }
  }

  private static boolean hasId(Resource resource) {
    var id = resource.getIdElement();
    return !id.hasValue() || of(id.getIdPart()).isPresent();
  }

  private static void keepVersion(Resource resource) {
    if (resource.hasMeta() && of(resource.getMeta().getVersionId()).isEmpty()) {
      resource.getMeta().setVersionId(null);
    }
  }

  private static OperationOutcome leftOut() {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.WARNING).setCode(IssueType.INCOMPLETE);
    return outcome;
  }
}
