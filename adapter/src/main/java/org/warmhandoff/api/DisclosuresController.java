package org.warmhandoff.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.disclosure.AccountedDisclosure;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.operate.Accounting;
import org.warmhandoff.operate.KnownPartners;

/** The accounting of disclosures, and what was sent. */
@RestController
public final class DisclosuresController {

  private static final MediaType FHIR_JSON = MediaType.parseMediaType("application/fhir+json");
  private static final MediaType JSON_PATCH =
      MediaType.parseMediaType("application/json-patch+json");
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

  private final Accounting accounting;
  private final KnownPartners partners;
  private final Mappings mappings;
  private final ZoneId zone;

  /**
   * Over these accountings.
   *
   * @param mappings how they are said in FHIR
   * @param zone in whose calendar a day begins
   */
  public DisclosuresController(
      Accounting accounting, KnownPartners partners, Mappings mappings, ZoneId zone) {
    this.accounting = accounting;
    this.partners = partners;
    this.mappings = mappings;
    this.zone = zone;
  }

  /** What was disclosed of a participant, in order; as FHIR for whoever accepts that. */
  @GetMapping("/api/v1/participants/{id}/disclosures")
  ResponseEntity<Object> of(
      @PathVariable String id,
      @RequestParam Optional<String> since,
      @RequestParam Optional<String> recipient,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
    var from =
        since.isEmpty()
            ? Optional.of(accounting.longAgo())
            : since.flatMap(said -> Since.of(said, zone));
    if (from.isEmpty()) {
      return Problems.invalid(
          "since: expected a day such as 2026-01-31, or a time such as 2026-01-31T08:00:00Z");
    }
    var found = accounting.of(id, from.get(), recipient);
    if (found.isEmpty()) {
      return Problems.notFound("No participant of that id was submitted.");
    }
    var meant = found.get();
    if (meant.isEmpty() && recipient.filter(name -> !partners.isConfigured(name)).isPresent()) {
      return Problems.noSuchPartner();
    }
    return accept.contains(FHIR_JSON.toString())
        ? bundle(meant)
        : ResponseEntity.ok(DisclosureAccount.of(id, from.get(), meant));
  }

  private ResponseEntity<Object> bundle(List<AccountedDisclosure> disclosures) {
    var parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
    return ResponseEntity.ok()
        .contentType(FHIR_JSON)
        .body(bytes(parser.encodeResourceToString(mappings.accounting(disclosures))));
  }

  /** What was sent, byte for byte. */
  @GetMapping("/api/v1/disclosures/{digest}/content")
  ResponseEntity<Object> content(@PathVariable String digest, Authentication reader) {
    return accounting
        .content(digest, reader.getName())
        .map(sent -> ResponseEntity.ok().contentType(kind(sent)).<Object>body(bytes(sent)))
        .orElseGet(() -> Problems.notFound("Nothing of that digest was sent."));
  }

  /** Partners are sent resources, patches, or (to delete) nothing. */
  private static MediaType kind(String sent) {
    if (sent.startsWith("{")) {
      return FHIR_JSON;
    }
    return sent.startsWith("[") ? JSON_PATCH : TEXT;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
