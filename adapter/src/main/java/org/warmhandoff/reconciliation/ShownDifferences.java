package org.warmhandoff.reconciliation;

import static java.util.stream.Collectors.toMap;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.delivery.gate.Gates;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.reading.DifferenceInWords;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;
import org.warmhandoff.flow.holdings.HeldByPartner;
import org.warmhandoff.partner.HapiPartner;
import org.warmhandoff.store.JdbcLedger;

/**
 * Differences in the words of either side: read anew each time, kept nowhere, and on record to whom
 * they were shown.
 */
public final class ShownDifferences {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final HeldRecords holdings;
  private final Map<String, HapiPartner> partners;
  private final Gates gates;
  private final JdbcLedger ledger;
  private final PartnerChangeMapping changes;

  /** Of what these partners hold of what that program wrote. */
  public ShownDifferences(
      HeldRecords holdings,
      List<HapiPartner> partners,
      Gates gates,
      JdbcLedger ledger,
      Program program) {
    this.holdings = holdings;
    this.partners = partners.stream().collect(toMap(HapiPartner::name, Function.identity()));
    this.gates = gates;
    this.ledger = ledger;
    this.changes = new PartnerChangeMapping(program);
  }

  /**
   * What of a finding is different now; empty where what was sent or what is there is not to be had
   * now.
   *
   * @param reader to whom it is shown
   */
  public Optional<List<DifferenceInWords>> now(FindingRow finding, String reader) {
    var sent = sent(finding);
    var there = sent.flatMap(held -> there(finding));
    there.ifPresent(
        shown ->
            ledger.write(
                "show",
                finding.what().record().orElseThrow(),
                finding.partner(),
                "a difference was shown to " + reader));
    return there.map(shown -> changes.inWords(sent.orElseThrow(), shown));
  }

  private Optional<Resource> sent(FindingRow finding) {
    var held = holdings.of(finding.partner(), finding.participant());
    return holdings.resources(finding.partner(), finding.participant(), held).stream()
        .filter(one -> one.identifier().equals(finding.what().identifier()))
        .filter(one -> one.type().equals(finding.what().type()))
        .flatMap(one -> one.sent().stream())
        .map(ShownDifferences::read)
        .findFirst();
  }

  private Optional<Resource> there(FindingRow finding) {
    return Optional.ofNullable(partners.get(finding.partner()))
        .filter(partner -> gates.mayAsk(partner.name(), HeldByPartner.PRIORITY))
        .flatMap(partner -> partner.shown(finding.what().type(), finding.what().id()))
        .map(ShownDifferences::read)
        .filter(there -> isThatOf(finding, there));
  }

  /** By our identifier: by now something of somebody else may stand at the place. */
  private static boolean isThatOf(FindingRow finding, Resource there) {
    return Optional.ofNullable(there.getNamedProperty("identifier")).stream()
        .flatMap(property -> property.getValues().stream())
        .filter(Identifier.class::isInstance)
        .map(Identifier.class::cast)
        .map(name -> name.getSystem() + "|" + name.getValue())
        .anyMatch(finding.what().identifier()::equals);
  }

  private static Resource read(String json) {
    return (Resource) R4.newJsonParser().parseResource(json);
  }
}
