package org.warmhandoff.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DomainResource;

/** By what a version of a partner's resource is told apart from others. */
final class VersionOf {

  /** As FHIR has ids; what else a partner may write there is not taken as it is. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private VersionOf() {}

  /** Such as {@code Task/88}. */
  static String address(DomainResource resource) {
    var id = Optional.ofNullable(resource.getIdElement().getIdPart());
    return resource.fhirType() + "/" + id.filter(VersionOf::isId).orElse("");
  }

  /** Its {@code meta.versionId}; where the partner keeps none, what it says. */
  static String version(DomainResource resource) {
    return Optional.ofNullable(resource.getMeta().getVersionId())
        .filter(VersionOf::isId)
        .orElseGet(() -> "sha256-" + digest(resource));
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static String digest(DomainResource resource) {
    try {
      var json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
      var digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
