package org.warmhandoff.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.warmhandoff.partner.Request.Doing.ASKING;
import static org.warmhandoff.partner.Request.Doing.WRITING;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.http.HttpHeaders;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.utils.URLEncodedUtils;
import org.apache.http.message.BasicNameValuePair;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.fit.Refusal;
import org.warmhandoff.flow.port.Outcome.Refused;

/**
 * The requests of FHIR's RESTful API as a partner wants them written, and its answers read.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html">RESTful API</a>
 */
final class Requests {

  private static final String SYSTEM = "";
  private static final String PREFER = "Prefer";
  private static final String MINIMAL = "return=minimal";

  private final String base;
  private final Envelopes envelopes;

  Requests(URI base, Envelopes envelopes) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.envelopes = envelopes;
  }

  /** Where a request goes: below the base, or where it says if that is below it as well. */
  String address(String url) {
    return url.startsWith(base) ? url : base + url;
  }

  Request metadata() {
    return asking("/metadata", new Refusal(SYSTEM, "capabilities"), "metadata");
  }

  Request read(String type, String id) {
    return asking("/" + type + "/" + id, new Refusal(type, "read"), "read " + type + "/" + id);
  }

  /** The name of the first parameter is what it is searched by. */
  Request search(String type, List<NameValuePair> parameters) {
    var by = parameters.get(0).getName();
    return asking(
        "/" + type + "?" + URLEncodedUtils.format(parameters, UTF_8),
        new Refusal(type, "search:" + by),
        "search " + type + " by " + by);
  }

  /**
   * Patients are searched by POST only, so that no name stands in a URL that a server writes into
   * its log (R4, 3.1.1.9.2).
   */
  Request searchByPost(String type, List<NameValuePair> parameters) {
    var by = parameters.get(0).getName();
    return new Request(
        ASKING,
        "POST",
        "/" + type + "/_search",
        envelopes.asking(),
        Optional.of(new UrlEncodedFormEntity(parameters, UTF_8)),
        new Refusal(type, "search:" + by),
        "search " + type + " by " + by);
  }

  /**
   * The next page of a search.
   *
   * @throws Said where it is somewhere else: our token would go there
   */
  Request page(String url, String type) {
    if (!url.startsWith(base + "/") && !url.startsWith(base + "?")) {
      throw new Said(new Refused("a next page at another address"));
    }
    return asking(url, new Refusal(type, "search-type"), "next page of " + type);
  }

  Request create(DomainResource resource) {
    var type = resource.fhirType();
    return writing(
            "POST", "/" + type, resource, Map.of(PREFER, MINIMAL), new Refusal(type, "create"))
        .done("create " + type);
  }

  /** R4, 3.1.0.8.1: parameters alone, which some clients send with an address in front. */
  Request createIfNone(DomainResource resource, Identifier identifier) {
    var type = resource.fhirType();
    return writing(
            "POST",
            "/" + type,
            resource,
            Map.of(PREFER, MINIMAL, "If-None-Exist", query(identifier)),
            new Refusal(type, "conditional-create"))
        .done("create " + type + " if none exists");
  }

  Request update(DomainResource resource, String id, Optional<String> version) {
    var type = resource.fhirType();
    var body = resource.copy();
    body.setId(id);
    return writing(
            "PUT",
            "/" + type + "/" + id,
            body,
            version
                .map(one -> Map.of(PREFER, MINIMAL, HttpHeaders.IF_MATCH, "W/\"" + one + "\""))
                .orElseGet(() -> Map.of(PREFER, MINIMAL)),
            new Refusal(type, "update"))
        .done("update " + type + "/" + id + version.map(one -> " if version " + one).orElse(""));
  }

  /** Answered with the resource, for the address alone some servers leave out. */
  Request updateBy(DomainResource resource, Identifier identifier) {
    var type = resource.fhirType();
    return writing(
            "PUT",
            "/" + type + "?" + query(identifier),
            resource,
            Map.of(PREFER, "return=representation"),
            new Refusal(type, "conditional-update"))
        .done("write " + type + " by identifier");
  }

  Request updateAtOwnId(DomainResource resource) {
    var type = resource.fhirType();
    var id = resource.getIdElement().getIdPart();
    return writing(
            "PUT",
            "/" + type + "/" + id,
            resource,
            Map.of(PREFER, MINIMAL),
            new Refusal(type, "update-create"))
        .done("write " + type + "/" + id);
  }

  Request transaction(Bundle bundle) {
    return writing("POST", "", bundle, Map.of(PREFER, MINIMAL), new Refusal(SYSTEM, "transaction"))
        .done("transaction of " + bundle.getEntry().size());
  }

  Request message(Bundle message) {
    return writing(
            "POST", "/$process-message", message, Map.of(), new Refusal(SYSTEM, "$process-message"))
        .done("message of " + message.getEntry().size());
  }

  Request match(Parameters parameters) {
    return new Request(
        ASKING,
        "POST",
        "/Patient/$match",
        envelopes.asking(),
        Optional.of(envelopes.json(parameters)),
        new Refusal("Patient", "$match"),
        "match Patient");
  }

  /** A parameter of a search. */
  static NameValuePair by(String name, String value) {
    return new BasicNameValuePair(name, value);
  }

  private static String query(Identifier identifier) {
    return URLEncodedUtils.format(List.of(by("identifier", Ours.token(identifier))), UTF_8);
  }

  private Request asking(String url, Refusal uses, String did) {
    return new Request(ASKING, "GET", url, envelopes.asking(), Optional.empty(), uses, did);
  }

  private Draft writing(
      String method, String url, Resource body, Map<String, String> headers, Refusal uses) {
    return did ->
        new Request(
            WRITING,
            method,
            url,
            envelopes.writing(headers),
            Optional.of(envelopes.json(body)),
            uses,
            did);
  }

  /** A request that does not say yet what it does. */
  private interface Draft {
    Request done(String did);
  }
}
