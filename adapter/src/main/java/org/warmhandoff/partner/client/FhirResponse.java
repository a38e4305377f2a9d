package org.warmhandoff.partner.client;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.http.HttpHeaders;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.partner.client.Reply.HttpReply;

/**
 * An answer as FHIR reads it.
 *
 * @param resource what came in it; empty where nothing came, or nothing that is FHIR
 * @param bare whether there was no body at all
 * @param json whether it says that it is JSON
 * @param body as it came, to the letter
 * @param location where what was written is, such as {@code CarePlan/77/_history/3}
 * @param version of what was written or read, as its ETag says it
 */
public record FhirResponse(
    int status,
    Optional<Resource> resource,
    boolean bare,
    boolean json,
    String body,
    Optional<String> location,
    Optional<String> version) {

  private static final Pattern PLACE =
      Pattern.compile(
          "(?:^|/)([A-Z][A-Za-z]{1,63})/([A-Za-z0-9._~-]{1,128})(?:/_history/([^/]+))?$");
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([^\"]+)\"");

  /** A whole answer, of which what is no FHIR, or no id, is left out. */
  static FhirResponse of(HttpReply httpReply, TolerantReading reading) {
    var text = httpReply.text();
    return new FhirResponse(
        httpReply.status(),
        httpReply.isJson() && httpReply.readable()
            ? reading.read(text).map(PartnerIds::kept)
            : Optional.empty(),
        text.isBlank(),
        httpReply.isJson(),
        text,
        httpReply
            .header(HttpHeaders.LOCATION)
            .or(() -> httpReply.header(HttpHeaders.CONTENT_LOCATION)),
        httpReply.header(HttpHeaders.ETAG).flatMap(FhirResponse::version));
  }

  /** The type, id and version at the end of an address. */
  public record ResourceUrl(String type, String id, Optional<String> version) {

    /** That of an address; empty where none stands at its end. */
    public static Optional<ResourceUrl> of(String address) {
      var matcher = PLACE.matcher(address);
      return matcher.find()
          ? Optional.of(
              new ResourceUrl(matcher.group(1), matcher.group(2), PartnerIds.of(matcher.group(3))))
          : Optional.empty();
    }
  }

  /** The version that an ETag names. */
  static Optional<String> version(String etag) {
    var matcher = ETAG.matcher(etag);
    return matcher.matches() ? PartnerIds.of(matcher.group(1)) : Optional.empty();
  }

  /** What it says of itself; without issues where it says nothing. */
  OperationOutcome outcome() {
    return resource
        .filter(OperationOutcome.class::isInstance)
        .map(OperationOutcome.class::cast)
        .orElseGet(OperationOutcome::new);
  }

  /** What came in it, if it is of that type. */
  public <R extends Resource> Optional<R> as(Class<R> type) {
    return resource.filter(type::isInstance).map(type::cast);
  }

  /** Where a resource of that type was written, as far as the answer tells. */
  public Optional<ResourceUrl> place(String type) {
    var found =
        location
            .flatMap(ResourceUrl::of)
            .or(
                () ->
                    resource
                        .filter(one -> one.fhirType().equals(type))
                        .filter(one -> one.getIdElement().hasIdPart())
                        .map(
                            one -> new ResourceUrl(type, one.getIdElement().getIdPart(), of(one))));
    return found
        .filter(place -> place.type().equals(type))
        .map(place -> new ResourceUrl(type, place.id(), place.version().or(() -> version)));
  }

  private static Optional<String> of(Resource resource) {
    return PartnerIds.of(resource.getMeta().getVersionId());
  }
}
